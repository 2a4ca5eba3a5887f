// What is said to organizers: texts of their own, so that signing doesn't carry them.
import type { Compiled } from '../say.js';

export const ORGANIZE_TEXTS: Compiled = {
  en: () => import('virtual:organize-texts/en'),
  'en-XA': () => import('virtual:organize-texts/en-XA'),
  'ar-XB': () => import('virtual:organize-texts/ar-XB'),
};
