import type { DeviceFacts } from './device-profile';

/** What not every browser has of what a device says; in no library of TypeScript's. */
interface TellingNavigator {
  readonly deviceMemory?: number;
  readonly connection?: EventTarget & { readonly saveData?: boolean };
  getBattery?(): Promise<EventTarget & { readonly charging: boolean; readonly level: number }>;
}

const told = (): TellingNavigator => navigator as unknown as TellingNavigator;

/** Reads what the browser says at once; the battery is told later, by {@link watchDevice}. */
export function readDevice(batteryLeft?: number): DeviceFacts {
  const { deviceMemory, connection } = told();
  return {
    coarsePointer: matchMedia('(pointer: coarse)').matches,
    shortSidePx: Math.min(screen.width, screen.height),
    deviceMemoryGiB: deviceMemory,
    cores: navigator.hardwareConcurrency,
    batteryLeft,
    savesData: connection?.saveData === true || matchMedia('(prefers-reduced-data: reduce)').matches,
  };
}

/** Tells when the device says something else: another pointer, a plug pulled out, data to be saved. Lasts as long as the page. */
export function watchDevice(onChange: (facts: DeviceFacts) => void): void {
  let batteryLeft: number | undefined;
  const tell = () => onChange(readDevice(batteryLeft));
  for (const query of ['(pointer: coarse)', '(prefers-reduced-data: reduce)'])
    matchMedia(query).addEventListener('change', tell);
  told().connection?.addEventListener('change', tell);
  const followed = told()
    .getBattery?.()
    .then((battery) => {
      const note = () => {
        batteryLeft = battery.charging ? undefined : battery.level;
        tell();
      };
      for (const event of ['chargingchange', 'levelchange']) battery.addEventListener(event, note);
      note();
    });
  // A browser that refuses to say is one that does not say.
  followed?.catch(() => undefined);
}
