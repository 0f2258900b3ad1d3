/**
 * What Chromium is started with: nothing that calls home, and WebGL2 by one backend of ANGLE. The software one gives the same picture
 * on every machine; there the page around the canvas is drawn without it, which takes less time.
 * @param {string} [angle] the name of a backend, such as "vulkan"
 * @returns {string[]}
 */
export function chromiumArgs(angle = 'swiftshader') {
  return [
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--use-gl=angle',
    `--use-angle=${angle}`,
    ...(angle === 'swiftshader'
      ? ['--enable-unsafe-swiftshader', '--disable-gpu-rasterization']
      : ['--ignore-gpu-blocklist', '--enable-gpu']),
    ...(angle === 'vulkan' ? ['--enable-features=Vulkan'] : []),
  ];
}
