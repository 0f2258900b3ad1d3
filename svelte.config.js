import adapter from '@sveltejs/adapter-static';

/**
 * What the built page may load and run; docs/security.md has the reasons, and what only a server can add.
 * @type {NonNullable<import('@sveltejs/kit').KitConfig['csp']>}
 */
const csp = {
  mode: 'hash',
  directives: {
    'default-src': ['self'],
    'script-src': ['self'],
    'style-src': ['self'],
    // The style attribute of the element in which SvelteKit announces a new page, and no other.
    'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
    'img-src': ['self', 'blob:', 'data:'],
    // Data lie on any host.
    'connect-src': ['*', 'blob:', 'data:'],
    'worker-src': ['self', 'blob:'],
    'object-src': ['none'],
    'frame-src': ['none'],
    'base-uri': ['none'],
    'form-action': ['none'],
  },
};

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: adapter({ fallback: '404.html' }),
    csp,
    files: { serviceWorker: 'service-worker' },
    serviceWorker: { register: false },
    paths: { relative: true },
  },
};
