import { stripVTControlCharacters } from 'node:util';

/** Columns of a text of narrow characters. */
export default (text) => stripVTControlCharacters(text).length;
