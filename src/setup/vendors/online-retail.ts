// The UCI data set "Online Retail" (archive.ics.uci.edu/dataset/352), saved from Excel in Windows-1252: a row an invoice line.
import type { Vendor } from '../vendor.ts';

const INVOICES = `
  from: lines
  key: InvoiceNo
  value: total
  columns: { total: { sum: amount } }`;

export const onlineRetail: Vendor = {
  name: 'Online Retail',
  files: [
    {
      table: 'lines',
      columns: [
        'InvoiceNo',
        'StockCode',
        'Description',
        'Quantity',
        'InvoiceDate',
        'UnitPrice',
        'CustomerID',
      ],
    },
  ],
  customers: [{ needs: ['lines'], text: 'from: lines' }],
  events: [
    {
      needs: ['lines'],
      text: `
lines:
  file: <lines>
  encoding: windows-1252
  customer: CustomerID
  time: InvoiceDate
  date_format: M/D/YY H:mm
  value: amount
  columns:
    amount: { times: [Quantity, UnitPrice] }
invoices:${INVOICES}
orders:${INVOICES}
  where: { not: { InvoiceNo: { starts_with: C } } }  # a number with C takes something back
cancellations:${INVOICES}
  where: { InvoiceNo: { starts_with: C } }  # below zero`,
    },
  ],
  givenBack: { table: 'cancellations', isNegative: true },
};
