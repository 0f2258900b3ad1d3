// Looks at every state of the screen with axe: `npm run axe -- [--only NAME] [--size 390x844]`. Ends with 1 when it finds something.
import { AxeBuilder } from '@axe-core/playwright';
import { themes } from './screen-states.mjs';
import { goTo, openPage, rest, withStates } from './visit-states.mjs';

/** @typedef {import('./screen-states.mjs').ScreenState} ScreenState */
/** @typedef {(typeof import('./screen-states.mjs').sizes)[number]} Size */

/** Says what axe finds in a state, in both themes; returns how much. @param {import('./visit-states.mjs').Place} place @param {ScreenState} state @param {Size} size */
async function look(place, state, size) {
  const page = await openPage(place, size, state.isVisit ?? false);
  let found = 0;
  try {
    await goTo(page, { origin: place.origin, isTouch: size.isTouch }, state);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await rest(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const findings = violations.flatMap(({ id, help, nodes }) =>
        nodes.map((node) => ({ id, help, ...node })),
      );
      for (const { id, help, target, failureSummary } of findings)
        console.log(
          `${state.name} ${size.name} ${theme}: ${id}: ${help}\n  ${target.join(' ')}\n  ${failureSummary}`,
        );
      found += findings.length;
    }
  } catch (error) {
    found++;
    console.log(`${state.name} ${size.name}: ${error instanceof Error ? error.message : error}`);
  }
  await page.context().close();
  return found;
}

await withStates(async (place, asked) => {
  let found = 0;
  for (const { state, size } of asked) found += await look(place, state, size);
  console.log(`${found} findings in ${asked.length} states, each in ${themes.length} themes.`);
  process.exitCode = found === 0 ? 0 : 1;
});
