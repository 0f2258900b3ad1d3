import { isAbort, type AppError } from '../../core';
import type { Layer } from '../scene/layers/layer';
import type { Session } from '../session/session';
import { toAppError } from '../viewer/to-app-error';
import type { OpenChoice } from './hierarchy-model';

/** A node that is to be opened. */
export interface OpenedNode {
  readonly location: string;
  /** What its layer is called; absent: what its metadata say. */
  readonly name?: string;
}

export interface NodeOpenerOptions {
  readonly session: Session;
  readonly fail: (error: AppError, location: string) => void;
}

/** Opens nodes one after another, each as a source of its own; those that fail say so and leave the others alone. */
export async function openNodes(
  nodes: readonly OpenedNode[],
  choice: OpenChoice,
  { session, fail }: NodeOpenerOptions,
): Promise<Layer[]> {
  const before = [...session.scene.layers];
  const opened: Layer[] = [];
  for (const { location, name } of nodes) {
    try {
      opened.push(...(await session.open({ location, as: choice.as, name })));
    } catch (error) {
      if (!isAbort(error)) fail(toAppError(error), location);
    }
  }
  if (opened.length === 0) return opened;
  if (choice.replaces === true) for (const layer of before) session.close(layer);
  const { level, outlines } = choice;
  for (const layer of opened)
    layer.patch({ ...(level !== undefined && { level }), ...(outlines && { outlines }) });
  if (choice.mode) session.setMode(choice.mode);
  if (choice.replaces === true || (choice.mode && before.length === 0)) session.home();
  session.engine.changed();
  return opened;
}
