import { locale } from './compiled/locale';

/**
 * The locale in which numbers and dates are written: that of the texts, so that a page never mixes two. English is that of Great
 * Britain, whose dates begin with the day and whose clock has 24 hours.
 */
export const formatLocale = locale === 'en' || locale === 'en-XA' ? 'en-GB' : locale;

const numbers = new Intl.NumberFormat(formatLocale);
const plurals = new Intl.PluralRules(formatLocale);

/** Returns a number as the language writes it, with a true minus sign. */
export function numberText(value: number): string {
  return numbers.format(value).replaceAll('-', '−');
}

/** Returns which form of a plural goes with a count. */
export function pluralForm(count: number): Intl.LDMLPluralRule {
  return plurals.select(count);
}
