import type { Page } from '@playwright/test';
import { expect } from './harness';

/** Roles that say nothing of what a control does. */
const vague = new Set(['', 'generic', 'none', 'presentation', 'Unknown', 'group']);

/** Everything that the focus can go to has a name and a role, as the browser tells assistive technology. Returns how many there are. */
export async function expectNames(page: Page, state: string): Promise<number> {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  await client.detach();
  const controls = nodes
    .filter(({ ignored, properties }) => {
      const isFocusable = properties?.some(({ name, value }) => name === 'focusable' && value.value === true);
      return !ignored && isFocusable === true;
    })
    .map(({ role, name }) => ({ role: String(role?.value ?? ''), name: String(name?.value ?? '').trim() }))
    .filter(({ role }) => role !== 'RootWebArea');
  expect(
    controls.filter(({ role, name }) => vague.has(role) || name === ''),
    `what has no name or no role: ${state}`,
  ).toEqual([]);
  return controls.length;
}
