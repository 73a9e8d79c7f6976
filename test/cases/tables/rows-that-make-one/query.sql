-- segment 0, dialect duckdb, gives the lists that `segment run` writes
-- as of 2026-06-30, which is everything before 2026-06-30T22:00:00Z; time zone Europe/Warsaw
-- tables, as `segment sources` shows them: customers (made of other tables), lines_with_returned (lines_2.csv, lines_10.csv), orders_with_whole (made of other tables), parcels_with_order_who (parcels.csv), orders_with_whole (made of other tables)
-- lines.file_order counts rows in the order of the files
-- parcels.file_order counts rows in the order of the files
WITH lines_with_worth AS (
  SELECT
    lines.order_no,
    lines.who,
    lines."at",
    lines.quantity,
    lines.price,
    lines.status,
    lines.ship_town,
    lines.bill_town,
    lines.ship_cost,
    lines.mail,
    lines._file,
    lines.file_order,
    lines.quantity * CAST(lines.price AS DECIMAL(38, 2)) AS worth
  FROM lines
),
lines_with_town AS (
  SELECT
    lines.order_no,
    lines.who,
    lines."at",
    lines.quantity,
    lines.price,
    lines.status,
    lines.ship_town,
    lines.bill_town,
    lines.ship_cost,
    lines.mail,
    lines._file,
    lines.worth,
    lines.file_order,
    COALESCE(lines.ship_town, lines.bill_town) AS town
  FROM lines_with_worth AS lines
),
lines_with_returned AS (
  SELECT
    lines.order_no,
    lines.who,
    lines."at",
    lines.quantity,
    lines.price,
    lines.status,
    lines.ship_town,
    lines.bill_town,
    lines.ship_cost,
    lines.mail,
    lines._file,
    lines.worth,
    lines.town,
    lines.file_order,
    CASE WHEN lines.quantity < 0 THEN 'yes' ELSE 'no' END AS returned
  FROM lines_with_town AS lines
),
customers_rows AS (
  SELECT
    lines.order_no,
    lines.who,
    lines."at",
    lines.quantity,
    lines.price,
    lines.status,
    lines.ship_town,
    lines.bill_town,
    lines.ship_cost,
    lines.mail,
    lines._file,
    lines.worth,
    lines.town,
    lines.returned,
    lines.file_order
  FROM lines_with_returned AS lines
  WHERE lines.who IS NOT NULL
    AND (lines."at" IS NULL OR lines."at" < TIMESTAMP '2026-07-01 00:00:00')
),
customers_keys AS (
  SELECT
    who,
    ARG_MIN(town, file_order) AS city,
    ARG_MIN(order_no, file_order) AS order_no,
    ARG_MIN(quantity, file_order) AS quantity,
    ARG_MIN(price, file_order) AS price,
    ARG_MIN(status, file_order) AS status,
    ARG_MIN(ship_town, file_order) AS ship_town,
    ARG_MIN(bill_town, file_order) AS bill_town,
    ARG_MIN(ship_cost, file_order) AS ship_cost,
    ARG_MIN(mail, file_order) AS mail,
    ARG_MIN(_file, file_order) AS _file,
    ARG_MIN(worth, file_order) AS worth,
    ARG_MIN(town, file_order) AS town,
    ARG_MIN(returned, file_order) AS returned,
    MIN(file_order) AS file_order
  FROM customers_rows
  GROUP BY who
),
lines_rows_in_order_1 AS (
  SELECT
    lines.who AS customer,
    lines.mail,
    lines."at",
    CAST(lines."at" AS DATE) AS at_date,
    lines.file_order
  FROM customers_rows AS lines
  WHERE lines.who IS NOT NULL
),
lines_rows_in_order AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY "at" DESC NULLS LAST, file_order DESC NULLS LAST) AS latest
  FROM lines_rows_in_order_1
),
lines_features_in_order AS (
  SELECT
    customer,
    MAX(mail) AS lines_value_of_last_mail
  FROM lines_rows_in_order
  WHERE latest = 1
  GROUP BY customer
),
lines_rows_2 AS (
  SELECT
    lines.who AS customer,
    lines.worth,
    lines."at"
  FROM customers_rows AS lines
  WHERE lines.who IS NOT NULL
),
lines_features_2 AS (
  SELECT
    customer,
    SUM(worth) AS lines_sum_worth,
    MIN("at") AS lines_min_at
  FROM lines_rows_2
  GROUP BY customer
),
features_2 AS (
  SELECT
    customers_keys.*,
    lines_features_in_order.lines_value_of_last_mail,
    COALESCE(lines_features_2.lines_sum_worth, 0) AS lines_sum_worth,
    lines_features_2.lines_min_at
  FROM customers_keys
  LEFT JOIN lines_features_in_order ON lines_features_in_order.customer = customers_keys.who
  LEFT JOIN lines_features_2 ON lines_features_2.customer = customers_keys.who
),
customers AS (
  SELECT
    who,
    city,
    order_no,
    quantity,
    price,
    status,
    ship_town,
    bill_town,
    ship_cost,
    mail,
    _file,
    worth,
    town,
    returned,
    file_order,
    lines_value_of_last_mail AS email,
    lines_sum_worth AS spent,
    lines_min_at AS "at"
  FROM features_2
),
orders_rows_2 AS (
  SELECT
    lines.order_no,
    lines.who,
    lines."at",
    lines.quantity,
    lines.price,
    lines.status,
    lines.ship_town,
    lines.bill_town,
    lines.ship_cost,
    lines.mail,
    lines._file,
    lines.worth,
    lines.town,
    lines.returned,
    lines.file_order,
    RANK() OVER (PARTITION BY lines.order_no ORDER BY lines.file_order // 1099511627776 DESC NULLS LAST) AS rank
  FROM lines_with_returned AS lines
  WHERE lines.order_no IS NOT NULL
    AND (lines."at" IS NULL OR lines."at" < TIMESTAMP '2026-07-01 00:00:00')
    AND NOT COALESCE(lines.status = 'void', FALSE)
),
orders_newest AS (
  SELECT
    order_no,
    who,
    "at",
    quantity,
    price,
    status,
    ship_town,
    bill_town,
    ship_cost,
    mail,
    _file,
    worth,
    town,
    returned,
    file_order
  FROM orders_rows_2
  WHERE rank = 1
),
orders_keys AS (
  SELECT
    order_no,
    ARG_MIN(who, file_order) AS who,
    ARG_MIN(quantity, file_order) AS quantity,
    ARG_MIN(price, file_order) AS price,
    ARG_MIN(status, file_order) AS status,
    ARG_MIN(ship_town, file_order) AS ship_town,
    ARG_MIN(bill_town, file_order) AS bill_town,
    ARG_MIN(ship_cost, file_order) AS ship_cost,
    ARG_MIN(mail, file_order) AS mail,
    ARG_MIN(_file, file_order) AS _file,
    ARG_MIN(worth, file_order) AS worth,
    ARG_MIN(town, file_order) AS town,
    ARG_MIN(returned, file_order) AS returned,
    MIN(file_order) AS file_order
  FROM orders_newest
  GROUP BY order_no
),
lines_rows_3 AS (
  SELECT
    lines.order_no AS customer,
    lines.worth,
    lines.quantity > 0 AS quantity_test,
    lines.ship_cost,
    lines."at"
  FROM orders_newest AS lines
),
lines_features_3 AS (
  SELECT
    customer,
    SUM(worth) AS lines_sum_worth,
    COUNT(CASE WHEN quantity_test THEN 1 END) AS lines_count,
    MAX(ship_cost) AS lines_max_ship_cost,
    MIN("at") AS lines_min_at
  FROM lines_rows_3
  GROUP BY customer
),
features_3 AS (
  SELECT
    orders_keys.*,
    COALESCE(lines_features_3.lines_sum_worth, 0) AS lines_sum_worth,
    COALESCE(lines_features_3.lines_count, 0) AS lines_count,
    lines_features_3.lines_max_ship_cost,
    lines_features_3.lines_min_at
  FROM orders_keys
  LEFT JOIN lines_features_3 ON lines_features_3.customer = orders_keys.order_no
),
orders AS (
  SELECT
    order_no,
    who,
    quantity,
    price,
    status,
    ship_town,
    bill_town,
    ship_cost,
    mail,
    _file,
    worth,
    town,
    returned,
    file_order,
    lines_sum_worth AS total,
    lines_count AS items,
    lines_max_ship_cost AS shipping,
    lines_min_at AS "at"
  FROM features_3
),
orders_with_whole AS (
  SELECT
    orders.order_no,
    orders.total,
    orders.items,
    orders.shipping,
    orders.who,
    orders."at",
    orders.quantity,
    orders.price,
    orders.status,
    orders.ship_town,
    orders.bill_town,
    orders.ship_cost,
    orders.mail,
    orders._file,
    orders.worth,
    orders.town,
    orders.returned,
    orders.file_order,
    CAST(orders.total AS DECIMAL(38, 2)) + CAST(orders.shipping AS DECIMAL(38, 2)) AS whole
  FROM orders
),
parcels_with_order_who AS (
  SELECT
    parcels.order_no,
    parcels.sent_on,
    parcels.file_order,
    "order".who AS "order.who"
  FROM parcels
  LEFT JOIN orders_with_whole AS "order" ON "order".order_no = parcels.order_no
),
base AS (
  SELECT
    customers.who,
    customers.city,
    customers.spent
  FROM customers
),
orders_rows AS (
  SELECT
    orders.who AS customer,
    orders.total,
    orders.items = 1 AS items_is_1,
    orders."at",
    orders.whole >= 29.75 AS whole_test
  FROM orders_with_whole AS orders
  WHERE orders.who IS NOT NULL
    AND orders."at" < TIMESTAMP '2026-07-01 00:00:00'
),
orders_features AS (
  SELECT
    customer,
    SUM(total) AS orders_sum_total,
    COUNT(*) AS orders_count,
    MAX(CASE WHEN items_is_1 THEN "at" END) AS orders_last,
    MAX(CASE WHEN whole_test THEN "at" END) AS orders_last_2
  FROM orders_rows
  GROUP BY customer
),
parcels_rows AS (
  SELECT
    parcels."order.who" AS customer,
    parcels.sent_on
  FROM parcels_with_order_who AS parcels
  WHERE parcels."order.who" IS NOT NULL
    AND parcels.sent_on < DATE '2026-07-01'
    AND parcels.sent_on >= DATE '2026-06-01'
),
parcels_features AS (
  SELECT
    customer,
    COUNT(*) AS parcels_count
  FROM parcels_rows
  WHERE sent_on >= DATE '2026-06-01'
  GROUP BY customer
),
lines_rows AS (
  SELECT
    lines.who AS customer,
    lines.price < 20 AS price_test,
    "order".total >= 20 AS total_test,
    lines.returned = 'no' AS returned_is_no,
    lines."at"
  FROM lines_with_returned AS lines
  LEFT JOIN orders_with_whole AS "order" ON "order".order_no = lines.order_no
  WHERE lines.who IS NOT NULL
    AND lines."at" < TIMESTAMP '2026-07-01 00:00:00'
    AND NOT COALESCE(lines.status = 'void', FALSE)
    AND (lines.price < 20 AND "order".total >= 20 OR lines.returned = 'no')
),
lines_features AS (
  SELECT
    customer,
    COUNT(CASE WHEN price_test AND total_test THEN 1 END) AS lines_count,
    COUNT(CASE WHEN returned_is_no THEN 1 END) AS lines_count_2
  FROM lines_rows
  GROUP BY customer
),
features AS (
  SELECT
    base.*,
    COALESCE(orders_features.orders_sum_total, 0) AS orders_sum_total,
    COALESCE(parcels_features.parcels_count, 0) AS parcels_count,
    COALESCE(orders_features.orders_count, 0) AS orders_count,
    COALESCE(lines_features.lines_count, 0) AS lines_count,
    COALESCE(lines_features.lines_count_2, 0) AS lines_count_2,
    orders_features.orders_last,
    orders_features.orders_last_2
  FROM base
  LEFT JOIN orders_features ON orders_features.customer = base.who
  LEFT JOIN parcels_features ON parcels_features.customer = base.who
  LEFT JOIN lines_features ON lines_features.customer = base.who
),
members AS (
  SELECT
    *,
    COALESCE(orders_sum_total = 16, FALSE) AS "as-the-later-file-has-it",
    COALESCE(lines_count >= 1, FALSE) AS "cheap-in-a-large-order",
    COALESCE(orders_count >= 1 OR orders_count = 0, FALSE) AS everybody,
    COALESCE(city = 'Gdynia', FALSE) AS "first-town",
    COALESCE(lines_count_2 >= 1, FALSE) AS "kept-something",
    COALESCE(orders_count = 0, FALSE) AS "nothing-but-void",
    COALESCE(orders_last >= TIMESTAMP '2026-06-17 00:00:00', FALSE) AS "one-piece-bought",
    COALESCE(parcels_count = 2, FALSE) AS "parcel-in-june",
    COALESCE(orders_sum_total >= 50, FALSE) AS "spent-50",
    COALESCE(spent = 99, FALSE) AS "spent-of-all-rows",
    COALESCE(orders_count >= 2, FALSE) AS "two-orders",
    COALESCE(orders_last_2 >= TIMESTAMP '2026-06-01 00:00:00', FALSE) AS "with-shipping"
  FROM features
),
segment_membership AS (
  SELECT
    who,
    "as-the-later-file-has-it", -- segments.yaml:7
    "cheap-in-a-large-order", -- segments.yaml:23
    everybody, -- segments.yaml:25
    city,
    spent,
    "first-town", -- segments.yaml:17
    "kept-something", -- segments.yaml:15
    "nothing-but-void", -- segments.yaml:13
    "one-piece-bought", -- segments.yaml:9
    "parcel-in-june", -- segments.yaml:19
    "spent-50", -- segments.yaml:5
    "spent-of-all-rows", -- segments.yaml:21
    "two-orders", -- segments.yaml:3
    "with-shipping" -- segments.yaml:11
  FROM members
)
SELECT
  'as-the-later-file-has-it' AS segment,
  who,
  NULL AS city,
  NULL AS spent
FROM segment_membership
WHERE "as-the-later-file-has-it"
UNION ALL
SELECT
  'cheap-in-a-large-order' AS segment,
  who,
  NULL AS city,
  NULL AS spent
FROM segment_membership
WHERE "cheap-in-a-large-order"
UNION ALL
SELECT
  'everybody' AS segment,
  who,
  city,
  spent
FROM segment_membership
WHERE everybody
UNION ALL
SELECT
  'first-town' AS segment,
  who,
  NULL AS city,
  NULL AS spent
FROM segment_membership
WHERE "first-town"
UNION ALL
SELECT
  'kept-something' AS segment,
  who,
  NULL AS city,
  NULL AS spent
FROM segment_membership
WHERE "kept-something"
UNION ALL
SELECT
  'nothing-but-void' AS segment,
  who,
  NULL AS city,
  NULL AS spent
FROM segment_membership
WHERE "nothing-but-void"
UNION ALL
SELECT
  'one-piece-bought' AS segment,
  who,
  NULL AS city,
  NULL AS spent
FROM segment_membership
WHERE "one-piece-bought"
UNION ALL
SELECT
  'parcel-in-june' AS segment,
  who,
  NULL AS city,
  NULL AS spent
FROM segment_membership
WHERE "parcel-in-june"
UNION ALL
SELECT
  'spent-50' AS segment,
  who,
  NULL AS city,
  NULL AS spent
FROM segment_membership
WHERE "spent-50"
UNION ALL
SELECT
  'spent-of-all-rows' AS segment,
  who,
  NULL AS city,
  NULL AS spent
FROM segment_membership
WHERE "spent-of-all-rows"
UNION ALL
SELECT
  'two-orders' AS segment,
  who,
  NULL AS city,
  NULL AS spent
FROM segment_membership
WHERE "two-orders"
UNION ALL
SELECT
  'with-shipping' AS segment,
  who,
  NULL AS city,
  NULL AS spent
FROM segment_membership
WHERE "with-shipping"
ORDER BY segment NULLS LAST, who NULLS LAST;
