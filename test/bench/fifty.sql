-- The fifty segments of fifty.yaml as one would write them by hand: one query each, windows and filters in WHERE,
-- tests in HAVING, and semi and anti joins, so that no customer row is multiplied. As of the end of 2026-06-30, UTC.

-- at-risk-vips
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING sum(total) >= 500
    AND count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2026-04-02') = 0
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'open'
    AND occurred_at >= TIMESTAMP '2026-06-01'
) USING (customer_id)
WHERE country IN ('PL', 'HU');

-- champions
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2025-07-01') >= 6
    AND sum(total) FILTER (WHERE ordered_at >= TIMESTAMP '2025-07-01') >= 800
    AND DATE '2026-06-30' - max(ordered_at)::DATE <= 45
) USING (customer_id);

-- loyal-readers
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2026-01-02'
  GROUP BY customer_id
  HAVING count(*) >= 3
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type IN ('click', 'open')
    AND occurred_at >= TIMESTAMP '2026-04-02'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE type = 'open') >= 3
    AND count(*) FILTER (WHERE type = 'click') >= 1
) USING (customer_id);

-- new-and-keen
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING min(ordered_at) >= TIMESTAMP '2025-07-01'
    AND count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2025-07-01') >= 2
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'open'
    AND occurred_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(*) >= 2
) USING (customer_id)
WHERE signed_up_at >= TIMESTAMP '2025-07-01';

-- sleeping-readers
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2026-01-02') = 0
    AND count(*) FILTER (WHERE ordered_at < TIMESTAMP '2025-07-01') >= 4
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'open'
    AND occurred_at >= TIMESTAMP '2026-04-02'
  GROUP BY customer_id
  HAVING count(*) >= 2
) USING (customer_id);

-- app-fans
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE channel = 'app') >= 3
    AND sum(total) FILTER (WHERE channel = 'app' AND ordered_at >= TIMESTAMP '2026-04-02') >= 100
    AND count(DISTINCT channel) <= 2
) USING (customer_id);

-- store-visitors
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE channel = 'store') >= 2
    AND count(*) FILTER (WHERE isodow(ordered_at) IN (6, 7)) >= 1
    AND sum(total) >= 200
) USING (customer_id)
WHERE city IN ('Warszawa', 'Kraków', 'Győr');

-- coupon-hunters
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE coupon IS NOT NULL) >= 3
    AND avg(total) < 110
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'click'
    AND occurred_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(*) >= 2
) USING (customer_id);

-- big-baskets
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING max(total) >= 190
    AND avg(total) >= 110
    AND count(*) FILTER (WHERE total >= 100 AND ordered_at >= TIMESTAMP '2025-07-01') >= 2
) USING (customer_id);

-- weekend-shoppers
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE isodow(ordered_at) IN (6, 7)) >= 3
    AND count(DISTINCT ordered_at::DATE) >= 4
    AND count(*) FILTER (WHERE hour(ordered_at) >= 18) >= 1
) USING (customer_id);

-- evening-shoppers
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE hour(ordered_at) >= 18) >= 3
    AND count(*) >= 4
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'open'
    AND occurred_at >= TIMESTAMP '2026-04-02'
  GROUP BY customer_id
  HAVING count(DISTINCT occurred_at::DATE) >= 1
) USING (customer_id);

-- christmas-only
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING sum(total) FILTER (WHERE ordered_at >= TIMESTAMP '2025-10-01' AND ordered_at < TIMESTAMP '2026-01-01') >= 200
    AND count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2026-01-02') = 0
    AND count(*) >= 3
) USING (customer_id);

-- november-buyers
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2025-10-01'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2025-11-01' AND ordered_at < TIMESTAMP '2025-12-01') >= 1
    AND sum(total) FILTER (WHERE ordered_at < TIMESTAMP '2026-01-01') >= 150
) USING (customer_id)
ANTI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'sent'
    AND kind = 'promo'
    AND occurred_at >= TIMESTAMP '2026-06-28'
) USING (customer_id)
WHERE country IN ('PL', 'HU');

-- growing
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING sum(total) FILTER (WHERE ordered_at >= TIMESTAMP '2026-04-02') >= 200
    AND coalesce(sum(total) FILTER (WHERE ordered_at >= TIMESTAMP '2026-01-02' AND ordered_at < TIMESTAMP '2026-04-02'), 0) < 50
    AND count(*) >= 3
) USING (customer_id);

-- shrinking
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2026-01-02'
  GROUP BY customer_id
  HAVING sum(total) FILTER (WHERE ordered_at < TIMESTAMP '2026-04-02') >= 200
    AND coalesce(sum(total) FILTER (WHERE ordered_at >= TIMESTAMP '2026-04-02'), 0) < 50
    AND count(*) FILTER (WHERE ordered_at < TIMESTAMP '2026-04-02') >= 2
) USING (customer_id);

-- just-bought
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2026-06-01'
  GROUP BY customer_id
  HAVING count(*) >= 1
    AND sum(total) >= 100
) USING (customer_id)
ANTI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'sent'
    AND occurred_at >= TIMESTAMP '2026-06-01'
  GROUP BY customer_id
  HAVING count(*) >= 3
) USING (customer_id);

-- over-mailed
SELECT customer_id FROM customers
ANTI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2026-04-02'
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type IN ('open', 'sent')
    AND occurred_at >= TIMESTAMP '2026-04-02'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE type = 'sent') >= 5
    AND count(*) FILTER (WHERE type = 'open') = 0
) USING (customer_id);

-- clickers-without-orders
SELECT customer_id FROM customers
ANTI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2026-01-02'
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'click'
    AND occurred_at >= TIMESTAMP '2026-04-02'
  GROUP BY customer_id
  HAVING count(*) >= 2
    AND count(*) FILTER (WHERE occurred_at >= TIMESTAMP '2026-06-24') >= 1
) USING (customer_id);

-- machine-openers
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type IN ('click', 'machine_open', 'open')
    AND occurred_at >= TIMESTAMP '2026-04-02'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE type = 'machine_open') >= 2
    AND count(*) FILTER (WHERE type = 'open') = 0
    AND count(*) FILTER (WHERE type = 'click') = 0
) USING (customer_id);

-- healthy-addresses
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type IN ('bounce', 'open', 'unsubscribe')
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE type = 'bounce') = 0
    AND count(*) FILTER (WHERE type = 'unsubscribe') = 0
    AND DATE '2026-06-30' - (max(occurred_at) FILTER (WHERE type = 'open'))::DATE <= 60
) USING (customer_id)
WHERE email_consent = 'yes';

-- lost-readers
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at < TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(*) >= 2
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type IN ('open', 'sent')
  GROUP BY customer_id
  HAVING DATE '2026-06-30' - (max(occurred_at) FILTER (WHERE type = 'open'))::DATE >= 180
    AND count(*) FILTER (WHERE type = 'sent' AND occurred_at >= TIMESTAMP '2026-04-02') >= 1
) USING (customer_id);

-- first-steps
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING min(ordered_at) >= TIMESTAMP '2026-04-02'
    AND count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2026-06-01') >= 1
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type IN ('open', 'click')
  GROUP BY customer_id
  HAVING DATE '2026-06-30' - min(occurred_at)::DATE <= 365
) USING (customer_id);

-- long-time-readers
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type IN ('click', 'open')
  GROUP BY customer_id
  HAVING DATE '2026-06-30' - min(occurred_at)::DATE >= 600
    AND count(*) FILTER (WHERE type = 'open' AND occurred_at >= TIMESTAMP '2025-07-01') >= 6
    AND count(*) FILTER (WHERE type = 'click' AND occurred_at >= TIMESTAMP '2025-07-01') >= 3
) USING (customer_id);

-- trigger-friends
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2025-07-01'
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type IN ('click', 'open')
    AND occurred_at >= TIMESTAMP '2026-04-02'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE type = 'click' AND kind = 'trigger') >= 1
    AND count(*) FILTER (WHERE type = 'open' AND kind = 'promo') = 0
) USING (customer_id);

-- promo-friends
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2026-01-02'
  GROUP BY customer_id
  HAVING sum(total) >= 100
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type IN ('click', 'open')
    AND occurred_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE type = 'open' AND kind = 'promo' AND occurred_at >= TIMESTAMP '2026-04-02') >= 2
    AND count(*) FILTER (WHERE type = 'click' AND kind = 'promo') >= 2
) USING (customer_id);

-- web-spenders
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING sum(total) FILTER (WHERE channel = 'web' AND ordered_at >= TIMESTAMP '2025-07-01') >= 400
    AND max(total) FILTER (WHERE ordered_at >= TIMESTAMP '2025-07-01') >= 150
    AND DATE '2026-06-30' - max(ordered_at)::DATE <= 120
) USING (customer_id);

-- steady
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2026-01-02' AND ordered_at < TIMESTAMP '2026-04-02') >= 1
    AND count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2026-04-02') >= 1
    AND count(DISTINCT ordered_at::DATE) >= 4
) USING (customer_id);

-- one-timers
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING count(*) = 1
    AND DATE '2026-06-30' - max(ordered_at)::DATE >= 60
) USING (customer_id)
ANTI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'bounce'
) USING (customer_id);

-- top-spenders
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING sum(total) >= 1500
    AND count(*) >= 12
    AND max(total) >= 180
) USING (customer_id)
WHERE points >= 500;

-- premium-average
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING avg(total) >= 130
    AND count(*) >= 5
    AND avg(total) FILTER (WHERE ordered_at >= TIMESTAMP '2025-07-01') >= 130
) USING (customer_id);

-- contact-now
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2026-04-02'
  GROUP BY customer_id
  HAVING sum(total) >= 100
) USING (customer_id)
ANTI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'sent'
    AND occurred_at >= TIMESTAMP '2026-06-01'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE kind = 'promo' AND occurred_at >= TIMESTAMP '2026-06-28') <> 0
    OR count(*) >= 2
) USING (customer_id)
WHERE email_consent = 'yes';

-- winback-spring
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2026-01-02') = 0
    AND sum(total) >= 600
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'open'
  GROUP BY customer_id
  HAVING DATE '2026-06-30' - max(occurred_at)::DATE <= 120
) USING (customer_id);

-- month-regulars
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2026-01-02'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2026-06-01') >= 1
    AND count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2026-04-02') >= 2
    AND count(*) >= 3
) USING (customer_id);

-- multi-channel
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(DISTINCT channel) >= 3
    AND count(*) FILTER (WHERE channel = 'app') >= 1
    AND count(*) FILTER (WHERE channel = 'store') >= 1
) USING (customer_id);

-- careful-spenders
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING max(total) < 100
    AND count(*) >= 3
    AND count(*) FILTER (WHERE coupon IS NOT NULL) >= 1
) USING (customer_id);

-- unhappy-buyers
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2026-04-02') >= 1
    AND sum(total) >= 100
) USING (customer_id)
ANTI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'unsubscribe'
) USING (customer_id)
WHERE nps <= 6;

-- active-unsubscribers
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2026-04-02'
  GROUP BY customer_id
  HAVING count(*) >= 1
    AND sum(total) FILTER (WHERE ordered_at >= TIMESTAMP '2026-06-01') >= 50
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'unsubscribe'
) USING (customer_id);

-- bounced-but-buying
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2026-01-02'
  GROUP BY customer_id
  HAVING sum(total) >= 150
    AND count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2026-06-01') >= 1
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'bounce'
) USING (customer_id);

-- openers-of-many
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'open'
    AND occurred_at >= TIMESTAMP '2026-04-02'
  GROUP BY customer_id
  HAVING count(DISTINCT message_id) >= 3
    AND count(DISTINCT occurred_at::DATE) >= 3
    AND count(*) FILTER (WHERE occurred_at >= TIMESTAMP '2026-06-01') >= 1
) USING (customer_id);

-- click-no-open
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type IN ('click', 'machine_open', 'open')
    AND occurred_at >= TIMESTAMP '2026-04-02'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE type = 'click' AND occurred_at >= TIMESTAMP '2026-06-01') >= 1
    AND count(*) FILTER (WHERE type = 'open' AND occurred_at >= TIMESTAMP '2026-06-01') = 0
    AND count(*) FILTER (WHERE type = 'machine_open') = 0
) USING (customer_id);

-- long-silence
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING DATE '2026-06-30' - max(ordered_at)::DATE >= 365
    AND sum(total) >= 300
) USING (customer_id)
ANTI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'open'
    AND occurred_at >= TIMESTAMP '2026-04-02'
) USING (customer_id);

-- back-again
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2026-06-01') >= 1
    AND coalesce(sum(total) FILTER (WHERE ordered_at >= TIMESTAMP '2026-01-02' AND ordered_at < TIMESTAMP '2026-04-02'), 0) = 0
    AND count(*) FILTER (WHERE ordered_at < TIMESTAMP '2025-07-01') >= 3
) USING (customer_id);

-- quarter-spend
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2026-04-02'
  GROUP BY customer_id
  HAVING sum(total) >= 150
    AND sum(total) FILTER (WHERE channel = 'app') >= 50
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'click'
    AND occurred_at >= TIMESTAMP '2026-06-01'
) USING (customer_id)
WHERE date_diff('year', birth_date, DATE '2026-06-30') - CASE WHEN strftime(birth_date, '%m%d') > '0630' THEN 1 ELSE 0 END BETWEEN 25 AND 40;

-- readers-who-browse-shops
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND channel = 'store'
    AND ordered_at >= TIMESTAMP '2025-07-01'
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type IN ('click', 'open')
    AND occurred_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(DISTINCT message_id) FILTER (WHERE type = 'open' AND occurred_at >= TIMESTAMP '2026-04-02') >= 1
    AND count(*) FILTER (WHERE type = 'click' AND kind = 'promo') >= 1
) USING (customer_id);

-- high-value-web
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING sum(total) FILTER (WHERE channel = 'web') >= 300
    AND count(*) FILTER (WHERE total >= 100) >= 3
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'open'
    AND occurred_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(*) >= 3
) USING (customer_id);

-- week-clickers
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2026-01-02'
  GROUP BY customer_id
  HAVING sum(total) >= 50
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'click'
    AND occurred_at >= TIMESTAMP '2026-04-02'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE occurred_at >= TIMESTAMP '2026-06-24') >= 1
    AND count(*) FILTER (WHERE kind = 'trigger') = 0
) USING (customer_id);

-- trigger-buyers
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
    AND ordered_at >= TIMESTAMP '2026-04-02'
  GROUP BY customer_id
  HAVING sum(total) FILTER (WHERE ordered_at >= TIMESTAMP '2026-06-01') >= 50
    AND sum(total) FILTER (WHERE channel = 'app') >= 50
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'click'
    AND kind = 'trigger'
    AND occurred_at >= TIMESTAMP '2026-04-02'
) USING (customer_id);

-- november-regulars
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2025-11-01' AND ordered_at < TIMESTAMP '2025-12-01') >= 1
    AND count(*) FILTER (WHERE ordered_at >= TIMESTAMP '2026-01-02' AND ordered_at < TIMESTAMP '2026-04-02') >= 1
    AND sum(total) >= 500
) USING (customer_id);

-- young-and-quick
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING min(ordered_at) >= TIMESTAMP '2026-01-02'
    AND count(*) FILTER (WHERE channel = 'app' AND ordered_at >= TIMESTAMP '2025-07-01') >= 1
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'click'
    AND occurred_at >= TIMESTAMP '2026-06-01'
) USING (customer_id)
WHERE date_diff('year', birth_date, DATE '2026-06-30') - CASE WHEN strftime(birth_date, '%m%d') > '0630' THEN 1 ELSE 0 END < 30;

-- average-reader
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders
  WHERE status NOT IN ('cancelled', 'refunded')
  GROUP BY customer_id
  HAVING avg(total) < 100
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails
  WHERE type IN ('click', 'open')
    AND occurred_at >= TIMESTAMP '2025-07-01'
  GROUP BY customer_id
  HAVING count(*) FILTER (WHERE type = 'click') >= 2
    AND count(DISTINCT message_id) FILTER (WHERE type = 'open' AND occurred_at >= TIMESTAMP '2026-04-02') < 3
) USING (customer_id);
