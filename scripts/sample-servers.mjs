import { samplePlate } from './sample-plate.mjs';

/** The site by a public name: from an address of this machine, no private network is asked about. */
export const publicSite = 'https://viewer.example';

const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };

/**
 * Answers for servers that pictures need, without a network: a plate, a store that wants a key, and the site by a public name.
 * @param {import('@playwright/test').BrowserContext} context @param {string} origin where the site is served
 */
export async function addSampleServers(context, origin) {
  const plate = samplePlate();
  await context.route('https://data.example/**', (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path.startsWith('/private.zarr')) return route.fulfill({ status: 401, headers: cors });
    const object = plate.get(path.replace('/plate.zarr/', ''));
    if (object === undefined) return route.fulfill({ status: 404, headers: cors });
    return route.fulfill({ headers: cors, body: typeof object === 'string' ? object : Buffer.from(object) });
  });
  await context.route(`${publicSite}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: `${origin}${pathname}${search}` }) });
  });
}
