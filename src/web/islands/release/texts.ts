// What is said to organizers whose letter is open: texts of their own, so that who makes a letter doesn't carry them.
import type { Compiled } from '../say.js';

export const RELEASE_TEXTS: Compiled = {
  en: () => import('virtual:release-texts/en'),
  'en-XA': () => import('virtual:release-texts/en-XA'),
  'ar-XB': () => import('virtual:release-texts/ar-XB'),
};
