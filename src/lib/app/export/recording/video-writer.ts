import { AppError } from '../../../core';
import { recording as t } from '../../../messages';

/** A WebM file in the making, frame by frame. */
export interface VideoWriter {
  /** Encodes what is on the canvas as the next frame. */
  add(): Promise<void>;
  /** Bytes that have been written. */
  readonly bytes: number;
  finish(): Promise<Blob>;
  cancel(): Promise<void>;
}

/** As WebCodecs names them, best first. */
const codecs = ['vp09.00.40.08', 'vp8'];

/** Why pictures of a size cannot be encoded here; absent when they can. */
export async function whyNoVideo(size: { width: number; height: number }): Promise<string | undefined> {
  if (typeof VideoEncoder === 'undefined') return t.noVideoEncoder;
  for (const codec of codecs) {
    const { supported } = await VideoEncoder.isConfigSupported({ codec, ...size }).catch(() => ({
      supported: false,
    }));
    if (supported) return undefined;
  }
  return t.noWebmOfThisSize;
}

/** Begins a file of what is on a canvas. The library is fetched now, and by nobody who does not record. */
export async function openVideo(canvas: OffscreenCanvas, fps: number): Promise<VideoWriter> {
  const {
    BufferTarget,
    CanvasSource,
    Output,
    QUALITY_VERY_HIGH: quality,
    WebMOutputFormat,
    getFirstEncodableVideoCodec,
  } = await import('mediabunny');
  const { width, height } = canvas;
  const codec = await getFirstEncodableVideoCodec(['vp9', 'vp8'], { width, height, quality });
  if (!codec)
    throw new AppError('unsupported', 'This browser has no encoder for WebM.', { feature: 'VP9 and VP8' });
  let bytes = 0;
  let frames = 0;
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new CanvasSource(canvas, {
    ...{ codec, quality },
    onEncodedPacket: ({ byteLength }) => void (bytes += byteLength),
  });
  output.addVideoTrack(source, { frameRate: fps });
  await output.start();
  return {
    get bytes() {
      return bytes;
    },
    add: () => source.add(frames++ / fps, 1 / fps),
    finish: async () => {
      await output.finalize();
      if (!target.buffer) throw new Error('A finished recording has a buffer.');
      return new Blob([target.buffer], { type: 'video/webm' });
    },
    cancel: () => output.cancel(),
  };
}
