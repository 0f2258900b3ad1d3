import type { Device } from '@luma.gl/core';
import { WebGLDevice } from '@luma.gl/webgl';
import { AppError } from '../../core';

/**
 * Creates a WebGL2 device on a canvas that nobody else draws on. Throws an AppError 'gpu' where there is none. Not by luma's
 * adapter, which would fetch the device's script only now.
 */
export function createDevice(
  canvas: HTMLCanvasElement,
  size: { readonly widthPx: number; readonly heightPx: number },
): Device {
  canvas.width = size.widthPx;
  canvas.height = size.heightPx;
  try {
    return new WebGLDevice({
      createCanvasContext: { canvas, autoResize: false, useDevicePixels: false, alphaMode: 'opaque' },
      webgl: { antialias: false, preserveDrawingBuffer: false, depth: false, stencil: false },
      debug: false,
      _reuseDevices: false,
    });
  } catch (cause) {
    throw new AppError(
      'gpu',
      'This browser offers no WebGL2, which the picture is drawn with: it may be switched off, or the graphics driver may be blocked.',
      {},
      cause,
    );
  }
}

/** Returns the WebGL context, for the few calls that luma.gl has no form of that never waits. */
export function webglOf(device: Device): WebGL2RenderingContext {
  const { handle } = device;
  if (!(handle instanceof WebGL2RenderingContext)) throw new Error(`device of type ${device.type}`);
  return handle;
}
