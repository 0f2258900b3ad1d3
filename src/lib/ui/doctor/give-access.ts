import type { FailedLocation, Viewer } from '../../app';
import type { CommandScreen } from '../commands/command';
import { lacksKey } from '../notices/error-text';

/** Whether a key may help against a failure. */
export function wantsKey({ error }: FailedLocation): boolean {
  return lacksKey(error) || ['forbidden', 'redirected', 'not-a-dataset'].includes(error.code);
}

/** Asks for what lets the page into the server of a location that failed. */
export async function giveAccess(
  viewer: Viewer,
  screen: CommandScreen,
  { error, location }: FailedLocation,
): Promise<void> {
  const doctors = await viewer.doctors();
  const { url } = error.detail;
  doctors.accessFor = location ?? (typeof url === 'string' ? url : undefined);
  screen.setDialog('access', true);
}
