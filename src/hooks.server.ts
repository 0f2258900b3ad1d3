import type { Handle } from '@sveltejs/kit';
import { locale, page as t } from '$lib/messages';

/** What stands in `app.html` for the language of the page and its texts. */
const placeholders: Readonly<Record<string, string>> = {
  '%lang%': locale,
  '%description%': t.description,
};

/** Writes the texts of the page into it, when it is built and by the development server. */
export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace(/%(lang|description)%/g, (name) => placeholders[name] ?? name),
  });
