-- people
SELECT count(*) FROM customers
-- orders
SELECT count(*) FROM "Продажи" WHERE "Вид операции" = 'Реализация товаров'
-- returns
SELECT count(*) FROM "Продажи" WHERE "Вид операции" <> 'Реализация товаров'
-- revenue
SELECT sum("Сумма") FROM "Продажи"
-- sum_of_totals
SELECT sum("Сумма") FROM "Продажи"
-- first
SELECT min("Дата") FROM "Продажи" WHERE "Вид операции" = 'Реализация товаров'
-- last
SELECT max("Дата") FROM "Продажи" WHERE "Вид операции" = 'Реализация товаров'
