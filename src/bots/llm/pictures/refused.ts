import type { Said } from '../model/read-failure.ts';

/** What is wrong with this one picture; another may do. */
const THIS_ONE =
  /(could not|cannot|failed to|unable to).{0,30}(process|decode|read|load|download|identify).{0,30}image|(invalid|corrupt\w*|unsupported|malformed).{0,10}image.{0,3}(data|format|type|file|encoding)|at most \d+ image|too many images|image.{0,30}(too (large|big|small)|exceeds|dimensions|resolution)/i;

/** In how many ways servers say that a model has no eyes. */
const NO_EYES =
  /(image|vision|multi-?modal|image_url|visual).{0,80}(not|no|n't|un)\W?.{0,20}(support|accept|allow|avail|enabled|permit)|(not|no|n't|un)\W?.{0,30}(support|accept|allow|endpoints?|enabled).{0,60}(image|vision|multi-?modal)|not a multi-?modal|image.{0,10}only supported|unknown variant .{0,3}image_url|content.{0,30}must be a string|expected a? ?string.{0,60}content|missing data required for image/i;

/**
 * What a refusal of a request with pictures says of them: `model`: it takes none, ever; `picture`: not these; null: it was something else.
 */
export function refusedPictures({ status, message, code }: Said): 'model' | 'picture' | null {
  if (status === null || status === 200 || [401, 402, 403, 408, 409, 429].includes(status)) return null;
  const words = `${code} ${message}`;
  if (THIS_ONE.test(words)) return 'picture';
  return NO_EYES.test(words) ? 'model' : null;
}
