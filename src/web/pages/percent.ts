// Shares, as the pages write them.
import { formatsOf } from './letter/language.js';
import { useView } from './view.js';

/** A share as a page writes it: at most two digits that mean something. */
export function usePercent(): (share: number) => string {
  const { locale } = useView();
  const format = new Intl.NumberFormat(formatsOf(locale), { style: 'percent', maximumSignificantDigits: 2 });
  return (share) => format.format(share);
}
