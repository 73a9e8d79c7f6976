-- The starter segments over the samples, written by hand and apart from the product: one query each.
-- As of the end of 2026-06-30 in Europe/Warsaw; e-mails and site events are in UTC, two hours earlier in summer.

-- hard-bounced
SELECT DISTINCT customer_id FROM emails WHERE type = 'bounce';

-- recently-contacted
SELECT DISTINCT customer_id FROM emails
WHERE type = 'sent' AND kind = 'promo' AND occurred_at >= '2026-06-27T22:00:00Z';

-- active-customers
SELECT DISTINCT customer_id FROM orders WHERE ordered_at >= '2026-01-02';

-- at-risk-vips
SELECT customer_id FROM mailable
SEMI JOIN (
  SELECT customer_id FROM orders WHERE ordered_at >= '2025-07-01'
  GROUP BY customer_id HAVING sum(total) >= 500 AND max(ordered_at) < '2026-04-02'
) USING (customer_id)
SEMI JOIN (
  SELECT customer_id FROM emails WHERE type IN ('open', 'click') AND occurred_at >= '2026-05-31T22:00:00Z'
) USING (customer_id)
ANTI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'sent' AND kind = 'promo' AND occurred_at >= '2026-06-27T22:00:00Z'
) USING (customer_id);

-- new-customers
SELECT customer_id FROM mailable
SEMI JOIN (
  SELECT customer_id FROM orders GROUP BY customer_id HAVING min(ordered_at) >= '2026-06-01'
) USING (customer_id);

-- one-time-buyers
SELECT customer_id FROM orders GROUP BY customer_id HAVING count(*) = 1 AND max(ordered_at) < '2026-05-02';

-- big-spenders
SELECT customer_id FROM orders WHERE ordered_at >= '2025-07-01'
GROUP BY customer_id HAVING sum(total) >= 1000 AND count(*) >= 4 AND max(ordered_at) >= '2026-01-02';

-- spending-halved
SELECT customer_id FROM orders WHERE ordered_at >= '2026-01-02' GROUP BY customer_id
HAVING sum(total) FILTER (WHERE ordered_at < '2026-04-02') >= 100
  AND 2 * coalesce(sum(total) FILTER (WHERE ordered_at >= '2026-04-02'), 0)
    < sum(total) FILTER (WHERE ordered_at < '2026-04-02');

-- overdue
SELECT customer_id FROM orders GROUP BY customer_id
HAVING count(*) >= 3
  AND count(DISTINCT ordered_at::DATE) >= 2
  AND (DATE '2026-06-30' - max(ordered_at)::DATE) * (count(DISTINCT ordered_at::DATE) - 1)
    > 2 * (max(ordered_at)::DATE - min(ordered_at)::DATE)
  AND max(ordered_at) < '2026-06-01';

-- win-back
SELECT customer_id FROM mailable
SEMI JOIN (
  SELECT customer_id FROM orders GROUP BY customer_id HAVING count(*) >= 2 AND max(ordered_at) < '2026-01-02'
) USING (customer_id)
ANTI JOIN (
  SELECT customer_id FROM emails
  WHERE type = 'unsubscribe'
    OR (type = 'sent' AND kind = 'promo' AND occurred_at >= '2026-06-27T22:00:00Z')
) USING (customer_id)
ANTI JOIN (
  SELECT o.customer_id FROM orders o
  SEMI JOIN emails e
    ON e.customer_id = o.customer_id AND e.type IN ('open', 'click') AND e.occurred_at >= '2026-05-31T22:00:00Z'
  WHERE o.ordered_at >= '2025-07-01'
  GROUP BY o.customer_id HAVING sum(o.total) >= 500 AND max(o.ordered_at) < '2026-04-02'
) USING (customer_id);

-- newsletter-readers
SELECT customer_id FROM mailable
SEMI JOIN (
  SELECT customer_id FROM (
    SELECT
      customer_id,
      count(DISTINCT message_id) FILTER (WHERE type = 'open') AS opened,
      count(DISTINCT message_id) FILTER (WHERE type = 'click') AS clicked,
      count(DISTINCT message_id) FILTER (WHERE type = 'delivered') AS received
    FROM emails WHERE occurred_at >= '2026-04-01T22:00:00Z' GROUP BY customer_id
  )
  WHERE (opened >= 2)::INTEGER + (clicked >= 1)::INTEGER + (received > 0 AND 2 * opened >= received)::INTEGER >= 2
) USING (customer_id);

-- app-shoppers
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders GROUP BY customer_id
  HAVING count(*) FILTER (WHERE channel = 'app') >= 2 AND 2 * count(*) FILTER (WHERE channel = 'app') >= count(*)
) USING (customer_id)
ANTI JOIN (SELECT customer_id FROM emails WHERE type = 'bounce') USING (customer_id)
WHERE coalesce(device, '') IN ('ios', 'android', '') AND phone IS NOT NULL AND sms_status = 'subscribed';

-- multi-category
SELECT customer_id FROM lines JOIN products USING (product_id) WHERE ordered_at >= '2024-07-01'
GROUP BY customer_id HAVING count(DISTINCT category) >= 4;

-- premium-brands
SELECT customer_id FROM lines JOIN products p USING (product_id) JOIN brands b USING (brand_code)
WHERE b.tier = 'premium' AND lines.price >= 80 AND ordered_at >= '2025-07-01'
GROUP BY customer_id HAVING sum(quantity) >= 3;

-- detractors
SELECT customer_id FROM customers
SEMI JOIN (SELECT customer_id FROM orders WHERE ordered_at >= '2025-07-01') USING (customer_id)
WHERE nps <= 6;

-- birthdays-in-july
SELECT customer_id FROM mailable SEMI JOIN orders USING (customer_id)
WHERE month(birth_date) = 7 AND birth_date <= DATE '2008-06-30';

-- business-buyers
SELECT customer_id FROM customers JOIN companies USING (company_id)
LEFT JOIN (
  SELECT customer_id, sum(total) AS spend FROM orders WHERE ordered_at >= '2025-07-01' GROUP BY customer_id
) USING (customer_id)
WHERE employees >= 50 OR spend >= 500;

-- looking-not-buying
SELECT customer_id FROM (SELECT DISTINCT * FROM site) WHERE occurred_at >= TIMESTAMP '2026-05-31 22:00:00'
  AND customer_id NOT IN (SELECT customer_id FROM orders WHERE ordered_at >= '2026-06-01')
GROUP BY customer_id
HAVING count(DISTINCT (occurred_at + INTERVAL 2 HOURS)::DATE) >= 3 AND count(*) FILTER (WHERE type = 'view') >= 4;

-- black-friday-only
SELECT customer_id FROM customers
SEMI JOIN (
  SELECT customer_id FROM orders GROUP BY customer_id
  HAVING count(*) = 1 AND min(ordered_at) >= '2025-11-27' AND min(ordered_at) < '2025-12-01'
) USING (customer_id)
WHERE acquisition_source IN ('google_ads', 'instagram');

-- waiting-for-stock
SELECT customer_id FROM mailable
SEMI JOIN (
  SELECT customer_id FROM site JOIN products USING (product_id)
  WHERE type = 'view' AND occurred_at >= TIMESTAMP '2026-05-31 22:00:00'
    AND back_in_stock_at >= '2026-06-24' AND stock > 0
) USING (customer_id);

-- sporty
SELECT customer_id FROM mailable SEMI JOIN orders USING (customer_id)
WHERE interests LIKE '%running%' OR interests LIKE '%yoga%'
  OR customer_id IN (
    SELECT customer_id FROM lines JOIN products USING (product_id)
    WHERE category = 'sport' AND ordered_at >= '2025-07-01'
    GROUP BY customer_id HAVING sum(quantity) >= 3
  );
