'use strict';
/*
  Runs in a page before any of its scripts: remembers every WebGL2 context and counts the bytes of its textures from the calls
  that allocate and free them, independently of what the app says. Sets window.__glTextureBytes and window.__glErrors.
  A classic script: only its text reaches the page, and the block keeps its names out of the page's way.
*/
{
  const gl = WebGL2RenderingContext;

  /** Bytes of one texel, for the formats that WebGL2 can store. */
  const texelBytes = new Map(
    /** @type {[number, number[]][]} */ ([
      [1, [gl.R8, gl.R8UI, gl.R8I, gl.R8_SNORM, gl.LUMINANCE, gl.ALPHA]],
      [2, [gl.RG8, gl.RG8UI, gl.RG8I, gl.R16F, gl.R16UI, gl.R16I, gl.RGB565, gl.RGBA4, gl.DEPTH_COMPONENT16]],
      [3, [gl.RGB8, gl.SRGB8, gl.RGB]],
      [4, [gl.RGBA8, gl.RGBA8UI, gl.RGBA8I, gl.SRGB8_ALPHA8, gl.RGBA, gl.RGB10_A2, gl.R11F_G11F_B10F]],
      [4, [gl.R32F, gl.R32UI, gl.R32I, gl.RG16F, gl.RG16UI, gl.RG16I]],
      [4, [gl.DEPTH_COMPONENT24, gl.DEPTH_COMPONENT32F, gl.DEPTH24_STENCIL8]],
      [8, [gl.RG32F, gl.RG32UI, gl.RG32I, gl.RGBA16F, gl.RGBA16UI, gl.RGBA16I, gl.DEPTH32F_STENCIL8]],
      [16, [gl.RGBA32F, gl.RGBA32UI, gl.RGBA32I]],
    ]).flatMap(([bytes, formats]) => formats.map((format) => /** @type {const} */ ([format, bytes]))),
  );

  /** Bytes by image (level and face) of each texture of each context. @type {Map<WebGL2RenderingContext, Map<WebGLTexture, Map<string, number>>>} */
  const contexts = new Map();
  /** @type {Set<number>} */
  const unknownFormats = new Set();

  /** @param {number} target */
  function bindingOf(target) {
    if (target === gl.TEXTURE_2D) return gl.TEXTURE_BINDING_2D;
    if (target === gl.TEXTURE_3D) return gl.TEXTURE_BINDING_3D;
    if (target === gl.TEXTURE_2D_ARRAY) return gl.TEXTURE_BINDING_2D_ARRAY;
    return gl.TEXTURE_BINDING_CUBE_MAP;
  }

  /**
   * Notes one image of the texture that is bound to `target`.
   * @param {WebGL2RenderingContext} context @param {number} target @param {string} image @param {number[]} formatAndSize
   */
  function record(context, target, image, [format = 0, ...size]) {
    const texture = context.getParameter(bindingOf(target));
    const textures = contexts.get(context);
    if (!texture || !textures) return;
    if (!texelBytes.has(format)) unknownFormats.add(format);
    const images = textures.get(texture) ?? new Map();
    images.set(
      image,
      size.reduce((product, edge) => product * edge, texelBytes.get(format) ?? 4),
    );
    textures.set(texture, images);
  }

  /**
   * Calls `after` with the arguments of each call of a method, once it has run.
   * @param {string} name @param {(context: WebGL2RenderingContext, args: any[]) => void} after
   */
  function wrap(name, after) {
    const original = Reflect.get(gl.prototype, name);
    Reflect.set(
      gl.prototype,
      name,
      /** @this {WebGL2RenderingContext} @param {any[]} args */ function (...args) {
        const result = original.apply(this, args);
        after(this, args);
        return result;
      },
    );
  }

  /** @param {number} edge @param {number} level */
  const halved = (edge, level) => Math.max(1, edge >> level);

  wrap('texStorage2D', (context, [target, levels, format, width, height]) => {
    const faces = target === gl.TEXTURE_CUBE_MAP ? 6 : 1;
    for (let level = 0; level < levels; level++)
      record(context, target, `${level}`, [format, halved(width, level), halved(height, level), faces]);
  });
  wrap('texStorage3D', (context, [target, levels, format, width, height, depth]) => {
    for (let level = 0; level < levels; level++) {
      const slices = target === gl.TEXTURE_3D ? halved(depth, level) : depth;
      record(context, target, `${level}`, [format, halved(width, level), halved(height, level), slices]);
    }
  });
  wrap('texImage2D', (context, args) => {
    const [target, level, format] = args;
    const { width, height } = args.length > 6 ? { width: args[3], height: args[4] } : args[5];
    record(context, target, `${target}/${level}`, [format, width, height]);
  });
  wrap('texImage3D', (context, [target, level, format, width, height, depth]) => {
    record(context, target, `${level}`, [format, width, height, depth]);
  });
  wrap('deleteTexture', (context, [texture]) => {
    contexts.get(context)?.delete(texture);
  });

  /** @param {unknown} context @param {EventTarget} canvas */
  function remember(context, canvas) {
    if (!(context instanceof gl) || contexts.has(context)) return;
    contexts.set(context, new Map());
    canvas.addEventListener('webglcontextlost', () => contexts.get(context)?.clear());
  }

  for (const { prototype } of [HTMLCanvasElement, OffscreenCanvas]) {
    const original = prototype.getContext;
    Reflect.set(
      prototype,
      'getContext',
      /** @this {HTMLCanvasElement} @param {any[]} args */ function (...args) {
        const context = Reflect.apply(original, this, args);
        remember(context, this);
        return context;
      },
    );
  }

  Object.defineProperty(window, '__glTextureBytes', {
    get() {
      const images = [...contexts.values()].flatMap((textures) => [...textures.values()]);
      return images.flatMap((sizes) => [...sizes.values()]).reduce((total, bytes) => total + bytes, 0);
    },
  });
  Object.defineProperty(window, '__glErrors', {
    get() {
      const errors = [...unknownFormats].map((format) => `texture format ${format} is unknown to the count`);
      for (const context of contexts.keys()) {
        const code = context.isContextLost() ? gl.NO_ERROR : context.getError();
        if (code !== gl.NO_ERROR) errors.push(`WebGL error 0x${code.toString(16)}`);
      }
      return errors;
    },
  });
}
