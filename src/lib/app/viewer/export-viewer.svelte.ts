import type { AppError } from '../../core';
import { capturePng } from '../frame/capture/capture';
import type { Session } from '../session/session';
import { downloadFile } from './download-file';
import type { ExportViewer } from './export-model';
import { toAppError } from './to-app-error';

/** The interface's way to take what a session shows out of it. */
export class AppExportViewer implements ExportViewer {
  readonly #session: Session;
  readonly #fail: (error: AppError) => void;

  constructor(session: Session, fail: (error: AppError) => void) {
    this.#session = session;
    this.#fail = fail;
  }

  async screenshot(): Promise<void> {
    const { engine, scene } = this.#session;
    try {
      downloadFile(await capturePng(engine, {}), `${scene.layers[0]?.name ?? 'exascope'}.png`);
    } catch (error) {
      this.#fail(toAppError(error));
    }
  }
}
