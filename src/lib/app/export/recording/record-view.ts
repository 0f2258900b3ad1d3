import type { Camera3D, Vec3 } from '../../../view';
import { screenToWorld3D, turnAboutAxis, turnAboutVertical, worldToScreen3D } from '../../../view';
import type { Scene } from '../../scene/scene';
import { settleSession } from '../../session/settle-session';
import type { Session } from '../../session/session';
import { AppError } from '../../../core';
import { drawPicture } from '../../frame/capture/capture';
import { pictureBytes, type PictureSize } from '../../frame/capture/picture-size';
import { drawPictureMarks } from '../picture/picture-marks';
import { recordFrames } from './record-frames';
import { recordingFrames, type RecordingChoice, type RecordingMotion } from './recording-plan';
import { openVideo } from './video-writer';

/** The canvas, and the copies that the encoder has in work. */
const COPIES = 3;

export function recordingBytes(size: PictureSize): number {
  return COPIES * pictureBytes(size);
}

export interface RecordViewOptions {
  readonly size: PictureSize;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => void;
}

/** Records a motion of the view; resolves with the file, and with how many frames lacked data. The view is as before afterwards. */
export async function recordView(
  session: Session,
  choice: RecordingChoice,
  { size, signal, progress }: RecordViewOptions,
): Promise<{ file: Blob; incomplete: number }> {
  const { engine, budget, scene } = session;
  const reserved = { bytes: 0 };
  const reserveUpTo = (bytes: number): void => {
    if (bytes <= reserved.bytes) return;
    if (!budget.reserve('inFlight', bytes - reserved.bytes))
      throw new AppError('unsupported', 'The recording outgrew the memory limit.', {
        feature: 'a recording of this length within the memory limit: record fewer or smaller frames',
      });
    reserved.bytes = bytes;
  };
  const frames = recordingFrames(choice.motion);
  try {
    reserveUpTo(recordingBytes(size));
    const canvas = new OffscreenCanvas(size.width, size.height);
    const video = await openVideo(canvas, choice.fps);
    const { width, height } = scene.camera;
    engine.pictureScale = size.height / (height * scene.camera.pixelRatio);
    try {
      const incomplete = await recordFrames(
        frames,
        {
          ...motionOf(session, choice.motion),
          settled: async () => (await settleSession(session, { signal })).failures,
          encode: async () => {
            if (scene.camera.width !== width || scene.camera.height !== height)
              throw new AppError('unsupported', 'The window changed its size.', {
                feature: 'a recording of a window that changes its size',
              });
            const draw = await drawPictureMarks(session, choice.marks);
            await drawPicture(engine, canvas, { draw, signal });
            await video.add();
            reserveUpTo(recordingBytes(size) + 2 * video.bytes);
          },
          progress: (done) => progress(done, frames.length),
        },
        signal,
      );
      return { file: await video.finish(), incomplete };
    } catch (error) {
      await video.cancel();
      throw error;
    }
  } finally {
    engine.pictureScale = 1;
    engine.changed();
    budget.release('inFlight', reserved.bytes);
  }
}

/** What leads the view through a motion, and back to where it is now. */
function motionOf(session: Session, motion: RecordingMotion) {
  const { scene, engine, dimensions } = session;
  if (motion.kind === 'sweep') {
    const before = scene.position(motion.axis);
    const show = (index: number) => dimensions.setPosition(motion.axis, index);
    return { show, restore: () => show(before) };
  }
  const camera = scene.camera3D;
  const pivot = pivotOf(scene, camera);
  const axis = scene.displayed.toReversed().indexOf(motion.about);
  const place = (to: Camera3D): void => {
    scene.space.place(to);
    engine.changed();
  };
  return {
    show: (degrees: number) => {
      const angle = (degrees * Math.PI) / 180;
      if (axis < 0) place(turnAboutVertical(camera, angle, pivot));
      else
        place(
          turnAboutAxis(camera, [0, 1, 2].map((n) => (n === axis ? 1 : 0)) as unknown as Vec3, {
            angle,
            pivot,
          }),
        );
    },
    restore: () => place(camera),
  };
}

/** The middle of what is shown of the data, so that it stays in its place; the middle of the view where that is out of sight. */
function pivotOf(scene: Scene, camera: Camera3D): Vec3 {
  const bounds = scene.bounds();
  const clip = scene.space.clipBox(scene.displayed);
  const middle = bounds?.low.map((low, axis) => {
    const from = Math.max(low, clip?.low[axis as 0 | 1 | 2] ?? low);
    const high = bounds.high[axis as 0 | 1 | 2];
    return (from + Math.min(high, clip?.high[axis as 0 | 1 | 2] ?? high)) / 2;
  }) as unknown as Vec3 | undefined;
  const at = middle && worldToScreen3D(camera, middle);
  const isSeen = at && at[0] >= 0 && at[1] >= 0 && at[0] <= camera.width && at[1] <= camera.height;
  return isSeen && middle ? middle : screenToWorld3D(camera, [camera.width / 2, camera.height / 2]);
}
