import { describe, expect, it } from 'vitest';
import type { LayerModel, Viewer } from '../../app';
import { ScreenState } from './screen-state.svelte';

/** The screen of a viewer with so many layers, in a window of one class. */
function screenOf(layers: number, layout: ScreenState['layout'] = 'wide'): ScreenState {
  const viewer = { layers: Array.from({ length: layers }, () => ({}) as LayerModel), opening: false };
  const screen = new ScreenState(viewer as unknown as Viewer);
  screen.setLayout(layout);
  return screen;
}

describe('dialogs', () => {
  it('show one at a time, the one that was asked for last', () => {
    const screen = screenOf(0);
    screen.setDialog('shortcuts', true);
    screen.setDialog('palette', true);
    expect(screen.dialog).toBe('palette');
  });

  it('are left alone by one that closes after another has taken its place', () => {
    const screen = screenOf(0);
    screen.setDialog('shortcuts', true);
    screen.setDialog('palette', true);
    screen.setDialog('shortcuts', false);
    expect(screen.dialog).toBe('palette');
    screen.setDialog('palette', false);
    expect(screen.dialog).toBeUndefined();
  });
});

describe('the library', () => {
  it('is a panel beside the picture, and a dialog on the first page', () => {
    const screen = screenOf(1);
    screen.toggleLibrary();
    expect([screen.isLibraryOpen, screen.dialog]).toEqual([true, undefined]);
    const home = screenOf(0, 'phone');
    home.toggleLibrary();
    expect([home.isLibraryOpen, home.dialog]).toEqual([false, 'library']);
  });

  it('is a tab of the sheet on a phone, which a second call closes', () => {
    const screen = screenOf(1, 'phone');
    screen.toggleLibrary();
    expect([screen.sheet, screen.sheetTab]).toEqual(['half', 'library']);
    screen.toggleLibrary();
    expect(screen.sheet).toBe('closed');
  });

  it('folds the layers where there is no room for both, and gives way to them', () => {
    const screen = screenOf(1, 'medium');
    screen.toggleLibrary();
    expect(screen.layersFolded).toBe(true);
    screen.layersFolded = false;
    expect([screen.layersFolded, screen.isLibraryOpen]).toEqual([false, false]);
  });

  it('leaves the layers alone in a wide window', () => {
    const screen = screenOf(1);
    screen.toggleLibrary();
    expect(screen.layersFolded).toBe(false);
  });
});

describe('folded panels', () => {
  it('come back with a panel that is asked for, which the second call closes', () => {
    const screen = screenOf(1);
    screen.toggleTool('memory');
    screen.toggleFolded();
    screen.toggleTool('memory');
    expect([screen.isBare, screen.tool]).toEqual([false, 'memory']);
    screen.toggleFolded();
    screen.toggleLibrary();
    expect([screen.isBare, screen.isLibraryOpen]).toEqual([false, true]);
    screen.toggleLibrary();
    expect(screen.isLibraryOpen).toBe(false);
  });

  it('come back with the library when that was open all along', () => {
    const screen = screenOf(1);
    screen.toggleLibrary();
    screen.toggleFolded();
    screen.toggleLibrary();
    expect([screen.isBare, screen.isLibraryOpen]).toEqual([false, true]);
  });
});
