/** Every provider: a folder here, and one line of these. */
export { dialog360 } from './360dialog/about.ts';
export { meta } from './meta/about.ts';
