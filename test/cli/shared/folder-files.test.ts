import { join } from 'node:path';
import { expect } from 'chai';
import { folderFiles } from '../../../cli/shared/folder-files.ts';
import { scratchFolder } from '../../support/scratch.ts';

describe('files of a folder', () => {
  const scratch = scratchFolder();

  it('finds nothing below what is no folder', () => {
    const files = folderFiles(scratch.path);
    files.write('a', 'text');
    expect(files.stat('a/b')).to.equal(undefined);
    expect(files.stat('c/d')).to.equal(undefined);
  });

  it('makes folders, and those above them, once', () => {
    const files = folderFiles(scratch.path);
    files.makeFolder('x/y/z');
    files.makeFolder('x/y/z');
    expect(files.stat(join(scratch.path, 'x/y/z'))).to.include({ kind: 'folder' });
  });
});
