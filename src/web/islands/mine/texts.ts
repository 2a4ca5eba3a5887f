// What is said to those who come back: texts of their own, so that signing doesn't carry them.
import type { Compiled } from '../say.js';

export const MINE_TEXTS: Compiled = {
  en: () => import('virtual:mine-texts/en'),
  'en-XA': () => import('virtual:mine-texts/en-XA'),
  'ar-XB': () => import('virtual:mine-texts/ar-XB'),
};
