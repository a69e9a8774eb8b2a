import { number, trimmed, type Rec } from '../../../wire/read.ts';
import type { Content } from '../../types.ts';

/** A place on the map. 0, 0 is one. */
export function readLocation(value: Rec | null): Content | string {
  const latitude = number(value?.latitude);
  const longitude = number(value?.longitude);
  if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    return 'its coordinates are missing';
  }
  return {
    kind: 'location',
    latitude,
    longitude,
    name: trimmed(value?.name),
    address: trimmed(value?.address),
    url: trimmed(value?.url),
  };
}
