/** The open list of exports that are known by their columns: one file a vendor, data only. */
import type { Vendor } from '../vendor.ts';
import { amazon } from './amazon.ts';
import { braze } from './braze.ts';
import { ebay } from './ebay.ts';
import { etsy } from './etsy.ts';
import { ga4 } from './ga4.ts';
import { hubspot } from './hubspot.ts';
import { jaffleShop } from './jaffle-shop.ts';
import { jaffleShopClassic } from './jaffle-shop-classic.ts';
import { klaviyo } from './klaviyo.ts';
import { magento } from './magento.ts';
import { mailchimp } from './mailchimp.ts';
import { olist } from './olist.ts';
import { onlineRetail } from './online-retail.ts';
import { paypal } from './paypal.ts';
import { prestashop } from './prestashop.ts';
import { retailrocket } from './retailrocket.ts';
import { shopify } from './shopify.ts';
import { stripe } from './stripe.ts';
import { woocommerce } from './woocommerce.ts';

export const vendors: readonly Vendor[] = [
  shopify,
  woocommerce,
  magento,
  prestashop,
  etsy,
  ebay,
  amazon,
  stripe,
  paypal,
  klaviyo,
  mailchimp,
  braze,
  hubspot,
  ga4,
  olist,
  onlineRetail,
  retailrocket,
  jaffleShop,
  jaffleShopClassic,
];
