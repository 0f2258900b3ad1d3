import { expect, it } from 'vitest';
import { identityOf } from './identity';
import { together } from './together';
import type { Picked } from './picked';

function given(name: string, text = name): Picked {
  return { kind: 'file', name, file: new File([text], name, { lastModified: 1 }) };
}

it('puts a project and the files that came with it into a folder, which opens at the project', async () => {
  const [taken, ...rest] = together([given('a.h5'), given('x.zip'), given('a.xml')]);
  expect(taken).toMatchObject({ inside: 'a.xml', picked: { kind: 'folder', name: 'a' } });
  expect(rest.map(({ picked }) => picked.name)).toEqual(['x.zip']);
  const folder = taken && 'folder' in taken.picked ? taken.picked.folder : undefined;
  expect((await folder?.list(''))?.map(({ name }) => name)).toEqual(['a.xml', 'a.h5']);
  expect(await (await folder?.file('a.h5'))?.text()).toBe('a.h5');
  expect(await folder?.file('x.zip')).toBeUndefined();
});

it('leaves files that do not belong together alone', () => {
  expect(together([given('a.h5'), given('b.h5')]).map(({ picked, inside }) => [picked.name, inside])).toEqual(
    [
      ...[
        ['a.h5', undefined],
        ['b.h5', undefined],
      ],
    ],
  );
  expect(together([given('a.xml')])).toHaveLength(1);
});

it('knows the same files together as the same, and others of the same names as others', async () => {
  const identity = async (text: string) => {
    const [taken] = together([given('a.xml'), given('a.h5', text)]);
    return taken && identityOf(taken.picked);
  };
  expect(await identity('one')).toBe(await identity('one'));
  expect(await identity('one')).not.toBe(await identity('two'));
});
