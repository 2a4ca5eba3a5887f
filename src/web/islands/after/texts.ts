// What is said of what comes after a release: texts of their own, so that nobody else carries them.
import type { Compiled } from '../say.js';

export const AFTER_TEXTS: Compiled = {
  en: () => import('virtual:after-texts/en'),
  'en-XA': () => import('virtual:after-texts/en-XA'),
  'ar-XB': () => import('virtual:after-texts/ar-XB'),
};
