/** The models of repeat buying that can be asked for; the first is the usual one. */
import { bgNbd } from './bg-nbd.ts';
import { mbgCnbd } from './mbg-cnbd.ts';
import { mbgNbd } from './mbg-nbd.ts';
import { paretoNbd } from './pareto-nbd.ts';
import type { BuyingModel } from './repeat-buying.ts';

export const buyingModels: readonly BuyingModel[] = [mbgNbd, bgNbd, paretoNbd, mbgCnbd];
