import { resolve } from 'node:path';
import { listen, siteListener } from './local-server.mjs';

const usage = 'Usage: node scripts/serve.mjs [FOLDER] [PORT]';

/** Serves a built site as it is, for tests: nothing is built and no other port is tried. */
async function serve(folder = 'build', port = process.env.PORT || '4173', ...rest) {
  if (rest.length > 0 || !/^\d{1,5}$/.test(port) || Number(port) > 65535) throw new Error(usage);
  const server = await listen(siteListener(resolve(folder)), { ports: [Number(port)] });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.close());
  console.log(`${folder} is at http://localhost:${server.port}/`);
}

serve(...process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
