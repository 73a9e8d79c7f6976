-- The gallery over the samples, written by hand and apart from the product: one query each, which later ones may read.
-- MBG/NBD is with the parameters that `segment predict --parameters` prints.
-- As of the end of 2026-06-30 in Europe/Warsaw; `visits.moment` and `mails.moment` are that zone's wall time.

-- age-band.not-stated
SELECT customer_id FROM customers WHERE birth_date IS NULL;

-- age-band.under-25
SELECT customer_id FROM customers WHERE birth_date > '2001-06-30';

-- age-band.25-to-34
SELECT customer_id FROM customers WHERE birth_date > '1991-06-30' AND birth_date <= '2001-06-30';

-- age-band.35-to-49
SELECT customer_id FROM customers WHERE birth_date > '1976-06-30' AND birth_date <= '1991-06-30';

-- age-band.50-to-64
SELECT customer_id FROM customers WHERE birth_date > '1961-06-30' AND birth_date <= '1976-06-30';

-- age-band.65-and-over
SELECT customer_id FROM customers WHERE birth_date <= '1961-06-30';

-- women
SELECT customer_id FROM customers WHERE gender = 'female';

-- men
SELECT customer_id FROM customers WHERE gender = 'male';

-- gender-not-stated
SELECT customer_id FROM customers WHERE gender IS NULL;

-- city-shops
SELECT customer_id FROM customers WHERE country = 'PL' AND city IN ('Łódź', 'Kraków', 'Gdańsk');

-- abroad
SELECT customer_id FROM customers WHERE country <> 'PL';

-- gdansk-postcodes
SELECT customer_id FROM customers WHERE postcode LIKE '80-___';

-- northern-clock
SELECT customer_id FROM customers
WHERE timezone IN ('Europe/Oslo', 'Europe/Berlin', 'Europe/Vienna') AND coalesce(language, '') <> 'pl';

-- phone-people
SELECT customer_id FROM visits WHERE moment >= '2026-01-02' GROUP BY customer_id
HAVING count(*) FILTER (WHERE device = 'desktop') = 0 AND count(DISTINCT moment::DATE) >= 3;

-- changed-device
SELECT customer_id FROM visits GROUP BY customer_id
HAVING arg_min(device, (moment, event_id)) <> arg_max(device, (moment, event_id));

-- desktop-households
SELECT customer_id FROM customers WHERE device = 'desktop';

-- travelling-outdoors
SELECT customer_id FROM customers WHERE interests LIKE '%travel%' AND interests LIKE '%outdoor%';

-- not-for-children
SELECT customer_id FROM customers WHERE interests IS NOT NULL AND interests NOT LIKE '%kids%';

-- silent-on-interests
SELECT customer_id FROM customers WHERE interests IS NULL;

-- promoters
SELECT customer_id FROM customers WHERE nps IN (9, 10);

-- survey-open
SELECT customer_id FROM customers JOIN orders USING (customer_id) WHERE nps IS NULL
GROUP BY customer_id HAVING count(*) >= 3;

-- sends-abroad
SELECT DISTINCT customer_id FROM customers JOIN orders USING (customer_id)
WHERE shipping_country IS NOT NULL AND shipping_country IS DISTINCT FROM country;

-- needs-a-discount
SELECT customer_id FROM orders GROUP BY customer_id HAVING count(*) >= 3 AND 2 * count(coupon) >= count(*);

-- outfits-the-family
SELECT customer_id FROM lines WHERE ordered_at >= '2025-07-01' GROUP BY customer_id HAVING sum(quantity) >= 12;

-- activity.inactive
SELECT customer_id FROM customers WHERE customer_id NOT IN (
  SELECT customer_id FROM orders WHERE ordered_at >= '2025-07-01'
);

-- activity.weak
SELECT customer_id FROM orders WHERE ordered_at >= '2025-07-01' GROUP BY customer_id HAVING count(*) = 1;

-- activity.medium
SELECT customer_id FROM orders WHERE ordered_at >= '2025-07-01' GROUP BY customer_id HAVING count(*) IN (2, 3, 4);

-- activity.active
SELECT customer_id FROM orders WHERE ordered_at >= '2025-07-01' GROUP BY customer_id HAVING count(*) > 4;

-- first-timers
SELECT customer_id FROM orders GROUP BY customer_id HAVING count(*) = 1 AND min(ordered_at) >= '2026-05-02';

-- repeat-buyers
SELECT customer_id FROM orders GROUP BY customer_id HAVING count(DISTINCT ordered_at::DATE) IN (2, 3, 4);

-- loyal-buyers
SELECT customer_id FROM orders GROUP BY customer_id
HAVING count(DISTINCT ordered_at::DATE) >= 5
  AND max(ordered_at)::DATE - min(ordered_at)::DATE <= 60 * (count(DISTINCT ordered_at::DATE) - 1)
  AND max(ordered_at)::DATE >= '2026-04-01';

-- customers-for-years
SELECT customer_id FROM orders GROUP BY customer_id
HAVING min(ordered_at)::DATE <= DATE '2026-06-30' - 730 AND max(ordered_at)::DATE > DATE '2026-06-30' - 180;

-- bag-lovers
SELECT customer_id FROM (
  SELECT customer_id, category, count(*) AS views, max(moment) AS latest
  FROM visits JOIN products USING (product_id) WHERE type = 'view' GROUP BY customer_id, category
  QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY views DESC, latest DESC, category) = 1
)
WHERE category = 'bags' AND customer_id IN (
  SELECT customer_id FROM lines JOIN products USING (product_id) WHERE category = 'bags'
);

-- email-over-sms
SELECT customer_id FROM mailable WHERE coalesce(sms_status, 'unsubscribed') = 'unsubscribed'
  AND customer_id IN (SELECT customer_id FROM mails WHERE type = 'click' AND moment >= '2026-01-02');

-- evening-visitors
SELECT customer_id FROM visits WHERE moment >= '2026-04-02' GROUP BY customer_id
HAVING count(*) >= 4 AND 2 * count(*) FILTER (WHERE hour(moment) IN (18, 19, 20, 21)) >= count(*);

-- weekend-shoppers
SELECT customer_id FROM orders WHERE ordered_at >= '2025-07-01' GROUP BY customer_id
HAVING count(*) >= 3 AND bool_and(dayname(ordered_at) IN ('Saturday', 'Sunday'));

-- every-channel
SELECT customer_id FROM orders GROUP BY customer_id HAVING count(DISTINCT channel) >= 3;

-- clicked-sale
SELECT DISTINCT customer_id FROM mails WHERE type = 'click' AND link = '/sale' AND moment >= '2026-04-02';

-- triggers-only
SELECT DISTINCT customer_id FROM mails WHERE type = 'open' AND customer_id NOT IN (
  SELECT customer_id FROM mails WHERE type = 'open' AND kind = 'promo'
);

-- black-friday-readers
SELECT DISTINCT customer_id FROM mails WHERE type = 'open' AND campaign_id = 'P008';

-- last-click-shoes
SELECT customer_id FROM mails WHERE type = 'click' AND link IS NOT NULL
GROUP BY customer_id HAVING arg_max(link, moment) = '/shoes';

-- clicked-then-bought
SELECT DISTINCT customer_id FROM mails m JOIN orders o USING (customer_id)
WHERE m.type = 'click' AND m.moment >= '2026-04-02'
  AND o.ordered_at > m.moment AND o.ordered_at <= m.moment + INTERVAL 3 DAYS;

-- lost-the-thread
SELECT customer_id FROM mails GROUP BY customer_id
HAVING bool_or(type = 'open' AND moment >= '2026-01-01' AND moment < '2026-04-01')
  AND bool_or(type = 'delivered' AND moment >= '2026-04-02')
  AND NOT bool_or(type IN ('open', 'click') AND moment >= '2026-05-02');

-- bags-in-their-price
SELECT DISTINCT customer_id FROM visits JOIN products USING (product_id)
WHERE type = 'view' AND category = 'bags' AND price::DECIMAL(10, 2) BETWEEN 60 AND 100 AND moment >= '2026-06-10';

-- keeps-looking
SELECT DISTINCT customer_id FROM (
  SELECT customer_id FROM visits v WHERE type = 'view' AND moment >= '2026-01-02' AND NOT EXISTS (
    FROM lines l
    WHERE l.customer_id = v.customer_id AND l.product_id = v.product_id AND l.ordered_at::TIMESTAMP > v.moment
  )
  GROUP BY customer_id, product_id HAVING count(*) >= 3
);

-- from-look-to-checkout
SELECT DISTINCT v.customer_id FROM visits v
JOIN visits c ON c.customer_id = v.customer_id AND c.product_id = v.product_id AND c.type = 'cart'
  AND c.moment > v.moment AND c.moment <= v.moment + INTERVAL 1 HOUR
JOIN visits k ON k.customer_id = v.customer_id AND k.product_id = v.product_id AND k.type = 'checkout'
  AND k.moment > c.moment AND k.moment <= c.moment + INTERVAL 1 HOUR
WHERE v.type = 'view' AND v.moment >= '2026-06-01' AND k.moment < '2026-06-29' AND NOT EXISTS (
  FROM orders o
  WHERE o.customer_id = v.customer_id AND o.ordered_at > k.moment AND o.ordered_at <= k.moment + INTERVAL 2 DAYS
);

-- long-lookers
SELECT customer_id FROM visits WHERE type = 'view' AND moment >= '2026-04-01' GROUP BY customer_id
HAVING count(*) >= 5 AND quantile_cont(duration_s, 0.5) >= 90;

-- last-full-week
SELECT DISTINCT customer_id FROM visits WHERE moment::DATE BETWEEN '2026-06-23' AND '2026-06-29';

-- quick-start
SELECT customer_id FROM visits JOIN customers USING (customer_id)
WHERE moment >= signed_up_at::TIMESTAMP AND moment <= signed_up_at::TIMESTAMP + INTERVAL 7 DAYS
GROUP BY customer_id HAVING count(DISTINCT moment::DATE) >= 2;

-- began-in-spring
SELECT customer_id FROM orders GROUP BY customer_id HAVING min(ordered_at) >= '2026-04-01';

-- began-by-recommendation
SELECT customer_id FROM orders
QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY ordered_at, order_id) = 1 AND coupon = 'FRIENDS';

-- last-order-by-phone
SELECT customer_id FROM orders
QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY ordered_at DESC, order_id DESC) = 1
  AND channel = 'phone';

-- moved-to-the-app
SELECT customer_id FROM orders GROUP BY customer_id
HAVING count(*) >= 2
  AND list(channel ORDER BY ordered_at, order_id)[1] <> 'app'
  AND list(channel ORDER BY ordered_at, order_id)[-2:] = ['app', 'app'];

-- two-orders-in-a-day
SELECT DISTINCT customer_id FROM (
  SELECT customer_id FROM orders GROUP BY customer_id, ordered_at::DATE HAVING count(*) >= 2
);

-- summer-sales
SELECT DISTINCT customer_id FROM orders WHERE ordered_at::DATE BETWEEN '2025-06-20' AND '2025-07-31';

-- running-gear
SELECT customer_id FROM lines JOIN products USING (product_id) WHERE name LIKE '%running%'
UNION SELECT customer_id FROM orders WHERE coupon = 'SPRING26';

-- frequent-buyers
SELECT customer_id FROM orders GROUP BY customer_id HAVING count(*) >= 10;

-- large-orders
SELECT customer_id FROM orders GROUP BY customer_id HAVING count(*) >= 2 AND sum(total) >= 150 * count(*);

-- ordered-in-a-year
SELECT DISTINCT customer_id FROM orders WHERE ordered_at >= '2025-07-01';

-- top-tenth
SELECT customer_id FROM (
  SELECT
    customer_id, rank() OVER (ORDER BY spend DESC) - 1 AS better, count(*) OVER (PARTITION BY spend) AS tied,
    count(*) OVER () - ceil(90 * (count(*) OVER () - 1) / 100) AS wanted
  FROM (SELECT customer_id, sum(total) AS spend FROM orders WHERE ordered_at >= '2025-07-01' GROUP BY customer_id)
)
WHERE better + tied - wanted <= greatest(wanted - better, 0);

-- fifty-best
SELECT customer_id FROM orders GROUP BY customer_id ORDER BY sum(total) DESC, customer_id LIMIT 50;

-- bottom-fifth
SELECT customer_id FROM (
  SELECT
    customer_id, rank() OVER (ORDER BY basket) - 1 AS lower, count(*) OVER (PARTITION BY basket) AS tied,
    count(*) OVER () - ceil(80 * (count(*) OVER () - 1) / 100) AS wanted
  FROM (SELECT customer_id, sum(total)::DOUBLE / count(*) AS basket FROM orders GROUP BY customer_id)
)
WHERE lower + tied - wanted <= greatest(wanted - lower, 0);

-- bags-never-shoes
SELECT customer_id FROM lines JOIN products USING (product_id) GROUP BY customer_id
HAVING bool_or(category = 'bags') AND NOT bool_or(category = 'shoes');

-- many-visits-few-orders
SELECT customer_id FROM visits WHERE moment >= '2026-01-02' AND customer_id NOT IN (
  SELECT customer_id FROM orders WHERE ordered_at >= '2026-01-02' GROUP BY customer_id HAVING count(*) > 1
)
GROUP BY customer_id HAVING count(DISTINCT moment::DATE) >= 8;

-- spending-more
SELECT customer_id FROM orders WHERE ordered_at >= '2026-01-02' GROUP BY customer_id
HAVING sum(total) FILTER (WHERE ordered_at < '2026-04-02') >= 50
  AND 2 * sum(total) FILTER (WHERE ordered_at >= '2026-04-02')
    >= 3 * sum(total) FILTER (WHERE ordered_at < '2026-04-02');

-- engaged-all-round
SELECT customer_id FROM (
  SELECT customer_id, count(DISTINCT message_id) AS points FROM mails
  WHERE type = 'open' AND moment >= '2026-04-02' GROUP BY customer_id
  UNION ALL
  SELECT customer_id, 3 * count(DISTINCT message_id) FROM mails
  WHERE type = 'click' AND moment >= '2026-04-02' GROUP BY customer_id
  UNION ALL
  SELECT customer_id, 2 * count(DISTINCT moment::DATE) FROM visits WHERE moment >= '2026-06-01' GROUP BY customer_id
)
GROUP BY customer_id HAVING sum(points) >= 10;

-- champions
SELECT customer_id FROM scores WHERE r = 5 AND f + m >= 7;

-- cannot-lose
SELECT customer_id FROM scores WHERE r <= 2 AND (f = 5 OR m = 5);

-- happy-in-warsaw
SELECT customer_id FROM customers JOIN orders USING (customer_id)
WHERE nps >= 9 AND city = 'Warszawa'
  AND customer_id NOT IN (SELECT customer_id FROM mails WHERE type = 'sent' AND moment >= '2026-06-24')
GROUP BY customer_id HAVING avg(total) > 250;

-- worth-a-call
SELECT customer_id FROM customers WHERE phone IS NOT NULL
  AND (customer_id IN (FROM "cannot-lose") OR customer_id IN (FROM "at-risk-vips"));

-- met-at-the-fair
SELECT customer_id FROM fair WHERE customer_id NOT IN (
  SELECT customer_id FROM orders WHERE ordered_at >= '2026-03-01'
);

-- sent-back-by-the-post
SELECT customer_id FROM customers WHERE email IN (SELECT address FROM returned);

-- monogram
SELECT customer_id FROM customers JOIN orders USING (customer_id)
WHERE ordered_at >= '2025-07-01' AND substr(first_name, 1, 1) = substr(last_name, 1, 1)
GROUP BY customer_id HAVING sum(total) >= 100;

-- summer-letter
SELECT customer_id FROM (
  SELECT
    customer_id, spend, rank() OVER (ORDER BY spend DESC) - 1 AS better,
    count(*) OVER (PARTITION BY spend) AS tied,
    count(*) OVER () - ceil(50 * (count(*) OVER () - 1) / 100) AS wanted
  FROM (SELECT customer_id, sum(total) AS spend FROM orders WHERE ordered_at >= '2025-07-01' GROUP BY customer_id)
  WHERE customer_id IN (FROM "active-customers")
)
WHERE better + tied - wanted <= greatest(wanted - better, 0)
  AND customer_id IN (SELECT customer_id FROM mailable WHERE coalesce(gender, '') <> 'male')
  AND customer_id NOT IN (FROM "recently-contacted")
  AND ('0x' || substr(md5('sample:summer:' || customer_id), 1, 8))::BIGINT % 10000 < 5000
ORDER BY spend DESC, customer_id LIMIT 80;

-- summer-letter-short
SELECT customer_id FROM "summer-letter"
WHERE ('0x' || substr(md5('split:summer:' || customer_id), 1, 8))::BIGINT % 10000 BETWEEN 1000 AND 5499;

-- looked-while-sold-out
SELECT DISTINCT customer_id FROM visits JOIN products USING (product_id)
WHERE type = 'view' AND moment >= '2026-05-02' AND back_in_stock_at >= '2026-06-17' AND stock > 0
  AND moment < back_in_stock_at::TIMESTAMP;

-- cart-left
SELECT DISTINCT customer_id FROM visits v
WHERE type = 'cart' AND moment >= '2026-06-28' AND moment < '2026-06-30'
  AND customer_id IN (SELECT customer_id FROM mailable)
  AND NOT EXISTS (
    FROM orders o
    WHERE o.customer_id = v.customer_id AND o.ordered_at > v.moment AND o.ordered_at <= v.moment + INTERVAL 1 DAY
  );

-- birthday-week
SELECT customer_id FROM customers WHERE strftime(birth_date, '%m-%d') BETWEEN '07-01' AND '07-07';

-- joined-this-month
SELECT customer_id FROM customers WHERE signed_up_at LIKE '____-06-%' AND signed_up_at < '2026';

-- second-order-in-a-month
SELECT customer_id FROM orders
JOIN (SELECT customer_id, min(ordered_at) AS first FROM orders GROUP BY customer_id) USING (customer_id)
WHERE ordered_at <= first + INTERVAL 30 DAYS GROUP BY customer_id HAVING count(*) >= 2;

-- quick-first-order
SELECT customer_id FROM orders JOIN customers USING (customer_id) GROUP BY customer_id, signed_up_at
HAVING min(ordered_at) <= signed_up_at::TIMESTAMP + INTERVAL 1 DAY;

-- gone-since-usual-gap
SELECT customer_id FROM (
  SELECT *, day - lag(day) OVER (PARTITION BY customer_id ORDER BY day) AS gap
  FROM (SELECT customer_id, ordered_at::DATE AS day, count(*) AS orders FROM orders GROUP BY ALL)
)
GROUP BY customer_id
HAVING sum(orders) >= 3
  AND DATE '2026-06-30' - max(day) > 2 * avg(gap)
  AND DATE '2026-06-30' - max(day) > max(gap);

-- at-the-checkout
SELECT DISTINCT customer_id FROM visits
WHERE type = 'checkout' AND moment >= '2026-06-23' AND moment < '2026-06-30' AND customer_id NOT IN (
  SELECT customer_id FROM orders WHERE ordered_at >= '2026-06-23'
);

-- lifecycle.lead
SELECT customer_id FROM customers ANTI JOIN orders USING (customer_id);

-- lifecycle.new
SELECT customer_id FROM orders GROUP BY customer_id HAVING min(ordered_at) >= '2026-06-01';

-- lifecycle.won-back
SELECT customer_id FROM orders GROUP BY customer_id
HAVING min(ordered_at) < '2026-06-01' AND max(ordered_at) >= '2026-06-01'
  AND NOT bool_or(ordered_at >= '2025-06-01' AND ordered_at < '2026-06-01');

-- lifecycle.lost
SELECT customer_id FROM orders GROUP BY customer_id HAVING max(ordered_at) < '2025-07-01';

-- lifecycle.at-risk
SELECT customer_id FROM orders GROUP BY customer_id
HAVING max(ordered_at) >= '2025-07-01' AND max(ordered_at) < '2026-04-02';

-- lifecycle.active
SELECT customer_id FROM orders WHERE ordered_at >= '2026-04-02'
  AND customer_id NOT IN (FROM "lifecycle.new") AND customer_id NOT IN (FROM "lifecycle.won-back")
GROUP BY customer_id;

-- silent-leads
SELECT customer_id FROM customers
WHERE signed_up_at < '2026-01-01' AND customer_id NOT IN (SELECT customer_id FROM orders);

-- valuable-at-risk
SELECT customer_id FROM orders
WHERE ordered_at >= '2025-07-01' AND customer_id IN (FROM "lifecycle.at-risk")
GROUP BY customer_id HAVING sum(total) >= 200 ORDER BY sum(total) DESC, customer_id LIMIT 100;

-- looked-at-accessories
SELECT DISTINCT customer_id FROM looks WHERE category = 'accessories' AND moment >= '2026-06-10';

-- looked-at-bags
SELECT DISTINCT customer_id FROM looks WHERE category = 'bags' AND moment >= '2026-06-10';

-- looked-at-dresses
SELECT DISTINCT customer_id FROM looks WHERE category = 'dresses' AND moment >= '2026-06-10';

-- looked-at-jackets
SELECT DISTINCT customer_id FROM looks WHERE category = 'jackets' AND moment >= '2026-06-10';

-- looked-at-shoes
SELECT DISTINCT customer_id FROM looks WHERE category = 'shoes' AND moment >= '2026-06-10';

-- looked-at-sport
SELECT DISTINCT customer_id FROM looks WHERE category = 'sport' AND moment >= '2026-06-10';

-- best-of-pl
SELECT customer_id FROM customers JOIN orders USING (customer_id)
WHERE country = 'PL' AND ordered_at >= '2025-07-01' GROUP BY customer_id HAVING sum(total) >= 800;

-- best-of-de
SELECT customer_id FROM customers JOIN orders USING (customer_id)
WHERE country = 'DE' AND ordered_at >= '2025-07-01' GROUP BY customer_id HAVING sum(total) >= 900;

-- best-of-hu
SELECT customer_id FROM customers JOIN orders USING (customer_id)
WHERE country = 'HU' AND ordered_at >= '2025-07-01' GROUP BY customer_id HAVING sum(total) >= 500;

-- first-from-instagram
SELECT customer_id FROM customers JOIN orders USING (customer_id)
WHERE acquisition_source = 'instagram' GROUP BY customer_id HAVING min(ordered_at) >= '2026-04-01';

-- first-from-google_ads
SELECT customer_id FROM customers JOIN orders USING (customer_id)
WHERE acquisition_source = 'google_ads' GROUP BY customer_id HAVING min(ordered_at) >= '2026-04-01';

-- outlook.likely
SELECT customer_id FROM (
    FROM orders SELECT customer_id, count(DISTINCT ordered_at::DATE) - 1 AS x,
      max(ordered_at)::DATE - min(ordered_at)::DATE AS tx, DATE '2026-06-30' - min(ordered_at)::DATE AS t
    GROUP BY customer_id
  ) WHERE 1 / (1 + 0.8162757763676102 / (2.5938799351040087 + x)
    * ((179.8888783807209 + t) / (179.8888783807209 + tx)) ** (2.6576970746907724 + x))
    * (1 - ((179.8888783807209 + t) / (179.8888783807209 + t + 90)) ** (2.6576970746907724 + x)) >= 0.5;

-- outlook.possible
SELECT customer_id FROM (
    FROM orders SELECT customer_id, count(DISTINCT ordered_at::DATE) - 1 AS x,
      max(ordered_at)::DATE - min(ordered_at)::DATE AS tx, DATE '2026-06-30' - min(ordered_at)::DATE AS t
    GROUP BY customer_id
  ) WHERE 1 / (1 + 0.8162757763676102 / (2.5938799351040087 + x)
    * ((179.8888783807209 + t) / (179.8888783807209 + tx)) ** (2.6576970746907724 + x))
    * (1 - ((179.8888783807209 + t) / (179.8888783807209 + t + 90)) ** (2.6576970746907724 + x)) BETWEEN 0.2 AND 0.5;

-- outlook.unlikely
SELECT customer_id FROM (
    FROM orders SELECT customer_id, count(DISTINCT ordered_at::DATE) - 1 AS x,
      max(ordered_at)::DATE - min(ordered_at)::DATE AS tx, DATE '2026-06-30' - min(ordered_at)::DATE AS t
    GROUP BY customer_id
  ) WHERE 1 / (1 + 0.8162757763676102 / (2.5938799351040087 + x)
    * ((179.8888783807209 + t) / (179.8888783807209 + tx)) ** (2.6576970746907724 + x))
    * (1 - ((179.8888783807209 + t) / (179.8888783807209 + t + 90)) ** (2.6576970746907724 + x)) < 0.2;

-- outlook.not-yet
SELECT customer_id FROM customers WHERE customer_id NOT IN (SELECT customer_id FROM orders);

-- quick-deciders
SELECT customer_id FROM (
  SELECT v.customer_id, v.moment, min(o.ordered_at) AS bought
  FROM visits v JOIN orders o ON o.customer_id = v.customer_id
    AND o.ordered_at > v.moment AND o.ordered_at <= v.moment + INTERVAL 30 DAYS
  WHERE type = 'view' GROUP BY v.customer_id, v.event_id, v.moment
) GROUP BY customer_id HAVING median(epoch(bought) - epoch(moment)) / 86400 <= 2;

-- slow-deciders
SELECT customer_id FROM (
  SELECT v.customer_id, v.moment, min(o.ordered_at) AS bought
  FROM visits v JOIN orders o ON o.customer_id = v.customer_id
    AND o.ordered_at > v.moment AND o.ordered_at <= v.moment + INTERVAL 30 DAYS
  WHERE type = 'view' GROUP BY v.customer_id, v.event_id, v.moment
) GROUP BY customer_id HAVING median(epoch(bought) - epoch(moment)) / 86400 > 7;

-- at-risk-by-model
SELECT customer_id FROM orders WHERE ordered_at >= '2025-07-01' AND customer_id IN (
  SELECT customer_id FROM (
    FROM orders SELECT customer_id, count(DISTINCT ordered_at::DATE) - 1 AS x,
      max(ordered_at)::DATE - min(ordered_at)::DATE AS tx, DATE '2026-06-30' - min(ordered_at)::DATE AS t
    GROUP BY customer_id
  ) WHERE 1 / (1 + 0.8162757763676102 / (2.5938799351040087 + x)
    * ((179.8888783807209 + t) / (179.8888783807209 + tx)) ** (2.6576970746907724 + x))
    * (1 - ((179.8888783807209 + t) / (179.8888783807209 + t + 90)) ** (2.6576970746907724 + x)) < 0.2
) GROUP BY customer_id HAVING sum(total) >= 300;

-- overdue-by-model
SELECT customer_id FROM (
    FROM orders SELECT customer_id, count(DISTINCT ordered_at::DATE) - 1 AS x,
      max(ordered_at)::DATE - min(ordered_at)::DATE AS tx, DATE '2026-06-30' - min(ordered_at)::DATE AS t
    GROUP BY customer_id
  ),
  (SELECT median(tx / x) AS later FROM (
    FROM orders SELECT customer_id, count(DISTINCT ordered_at::DATE) - 1 AS x,
      max(ordered_at)::DATE - min(ordered_at)::DATE AS tx, DATE '2026-06-30' - min(ordered_at)::DATE AS t
    GROUP BY customer_id
  ) WHERE x > 0),
  (SELECT median(second - first) AS second FROM (
    SELECT customer_id, min(day) AS first, min(day, 2)[2] AS second
    FROM (SELECT DISTINCT customer_id, ordered_at::DATE AS day FROM orders) GROUP BY customer_id
  ))
WHERE 1 / (1 + 0.8162757763676102 / (2.5938799351040087 + x)
    * ((179.8888783807209 + t) / (179.8888783807209 + tx)) ** (2.6576970746907724 + x)) >= 0.5
  AND (t - tx) / CASE WHEN x >= 2 THEN tx / x WHEN x = 0 THEN second ELSE later END >= 1.5;

-- no-more-letters
SELECT customer_id FROM (
    FROM orders SELECT customer_id, count(DISTINCT ordered_at::DATE) - 1 AS x,
      max(ordered_at)::DATE - min(ordered_at)::DATE AS tx, DATE '2026-06-30' - min(ordered_at)::DATE AS t
    GROUP BY customer_id
  ) WHERE 1 / (1 + 0.8162757763676102 / (2.5938799351040087 + x)
    * ((179.8888783807209 + t) / (179.8888783807209 + tx)) ** (2.6576970746907724 + x)) < 0.05;
