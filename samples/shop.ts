// The whole shop, written as its systems would export it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBrands, makeCampaigns, makeCompanies, makeProducts } from './catalogue.ts';
import { epoch, isoTime } from './clock.ts';
import { CUSTOMER_COLUMNS, makeCustomers } from './customers.ts';
import { type EmailEvent, makeEmails } from './emails.ts';
import { makeOrders, type Order, totalOf } from './orders.ts';
import { makeSiteEvents, type SiteEvent } from './site.ts';
import { csv, gzip, type Row, writeParquet } from './write.ts';

/** Writes every sample file into the folder; the same bytes every time. */
export async function writeSamples(folder: string): Promise<void> {
  const brands = makeBrands();
  const products = makeProducts();
  const companies = makeCompanies();
  const campaigns = makeCampaigns();
  const customers = makeCustomers(companies);
  const orders = makeOrders(customers, products);
  const emails = makeEmails(customers, campaigns);
  const site = makeSiteEvents(customers, orders, products);

  const write = (name: string, columns: readonly string[], rows: readonly Row[]) =>
    writeFileSync(join(folder, name), csv(columns, rows));
  write(
    'customers.csv',
    CUSTOMER_COLUMNS,
    customers.map((customer) => customer.row),
  );
  write(
    'products.csv',
    ['product_id', 'name', 'category', 'brand_code', 'price', 'cost', 'stock', 'back_in_stock_at'],
    products.map((p) => [
      p.id,
      p.name,
      p.category,
      p.brandCode,
      euro(p.price),
      euro(p.cost),
      p.stock,
      p.backInStockAt,
    ]),
  );
  write(
    'brands.csv',
    ['brand_code', 'name', 'tier', 'country'],
    brands.map((brand) => [brand.code, brand.name, brand.tier, brand.country]),
  );
  write(
    'companies.csv',
    ['company_id', 'name', 'industry', 'employees'],
    companies.map((company) => [company.id, company.name, company.industry, company.employees]),
  );
  write(
    'campaigns.csv',
    ['campaign_id', 'name', 'kind', 'topic'],
    campaigns.map((campaign) => [campaign.id, campaign.name, campaign.kind, campaign.topic]),
  );
  write(
    'order_lines.csv',
    ['order_id', 'customer_id', 'ordered_at', 'product_id', 'quantity', 'price'],
    orders.flatMap(lineRows),
  );
  await writeParquet(join(folder, 'orders.parquet'), ORDER_TYPES, orders.map(orderRow));
  await writeParquet(join(folder, 'site_events.parquet'), SITE_TYPES, site.map(siteRow));
  const activity = csv(
    ['message_id', 'customer_id', 'occurred_at', 'type', 'kind', 'campaign_id', 'link'],
    emails.map(emailRow),
  );
  writeFileSync(join(folder, 'email_activity.csv.gz'), gzip(activity));
}

const ORDER_TYPES = {
  order_id: 'order_id',
  customer_id: 'customer_id',
  ordered_at: 'ordered_at::TIMESTAMP',
  status: 'status',
  channel: 'channel',
  total: 'total::DECIMAL(10, 2)',
  shipping_country: 'shipping_country',
  coupon: "nullif(coupon, '')",
};

const SITE_TYPES = {
  event_id: 'event_id',
  customer_id: 'customer_id',
  occurred_at: 'to_timestamp(occurred_at::BIGINT)',
  type: 'type',
  product_id: 'product_id',
  device: 'device',
  duration_s: 'duration_s::INTEGER',
};

function orderRow(order: Order): Row {
  const total = euro(totalOf(order));
  const { id, customer, at, status, channel, shippingCountry, coupon } = order;
  return [id, customer.id, isoTime(at), status, channel, total, shippingCountry, coupon];
}

function lineRows(order: Order): readonly Row[] {
  return order.lines.map(({ product, quantity, price }) => [
    order.id,
    order.customer.id,
    isoTime(order.at),
    product.id,
    quantity,
    euro(price),
  ]);
}

function emailRow({ message, customer, at, type, kind, campaign, link }: EmailEvent): Row {
  return [message, customer.id, `${isoTime(epoch(at)).replace(' ', 'T')}Z`, type, kind, campaign, link];
}

function siteRow({ id, customer, at, type, product, device, seconds }: SiteEvent): Row {
  return [id, customer.id, epoch(at), type, product, device, seconds];
}

function euro(cents: number): string {
  return (cents / 100).toFixed(2);
}
