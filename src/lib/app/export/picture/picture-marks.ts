import type { DrawMarks } from '../../frame/capture/capture';
import { drawMarks } from '../../frame/overlay/overlay';
import { measureMarks } from '../../measure/measure-marks';
import { overlayMarks, scaleBarModel } from '../../viewer/models';
import type { Session } from '../../session/session';
import type { PictureMarks } from './picture-model';
import { drawScaleBar } from './scale-bar-mark';

/** Everything that may lie over a picture, but for the outlines of tiles. */
export const allMarks: PictureMarks = {
  scaleBar: true,
  axes: true,
  measurements: true,
  outlines: false,
  box: true,
};

/** Returns what draws the marks of the frame that is on the screen over a picture of it, as sharp as the picture is. */
export async function drawPictureMarks(session: Session, wanted: PictureMarks): Promise<DrawMarks> {
  const { scene, host } = session;
  const measures = wanted.measurements ? measureMarks(scene, scene.measurements) : [];
  const cells = wanted.outlines
    ? (await import('../../debugging/draw/cell-marks')).cellMarks(session)
    : undefined;
  const { space, ...flat } = overlayMarks(session, { measures, ...(cells && { cells }) });
  const { camera } = scene;
  const inset = { left: 0, bottom: 0 };
  const marks = {
    ...flat,
    ...(space && {
      space: {
        ...{ ...space, inset },
        triad: wanted.axes ? space.triad : [],
        ...(!wanted.box && { box: [], plane: [] }),
      },
    }),
  };
  const scaleBar = wanted.scaleBar ? scaleBarModel(session) : undefined;
  const style = getComputedStyle(host.overlay);
  return (context) => {
    drawMarks(context, { camera, marks, style });
    if (scaleBar) drawScaleBar(context, scaleBar, camera);
  };
}
