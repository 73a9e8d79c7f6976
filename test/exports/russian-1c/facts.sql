-- people
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM orders WHERE "Вид операции" = 'Реализация товаров'
-- returns
SELECT count(*) FROM orders WHERE "Вид операции" <> 'Реализация товаров'
-- revenue
SELECT sum("Сумма") FROM orders
-- sum_of_totals
SELECT sum("Сумма") FROM orders
-- first
SELECT min("Дата") FROM orders WHERE "Вид операции" = 'Реализация товаров'
-- last
SELECT max("Дата") FROM orders WHERE "Вид операции" = 'Реализация товаров'
