import type { Reroute } from '@sveltejs/kit';

/** Some hosts and links name the file: `/index.html` is the page at `/`. */
export const reroute: Reroute = ({ url }) =>
  url.pathname.endsWith('/index.html') ? url.pathname.slice(0, -'index.html'.length) : undefined;
