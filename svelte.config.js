import adapter from '@sveltejs/adapter-static';

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: adapter({ fallback: '404.html' }),
    files: { serviceWorker: 'service-worker' },
    serviceWorker: { register: false },
    paths: { relative: true },
  },
};
