const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/**
 * The header `traceparent` of a caller, by which its own traces find what we logged; null where there is none, or it is none: then it is
 * passed over, as the standard has it. https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function readTraceparent(header: string | undefined): string | null {
  const [whole, version, trace = '', parent = ''] = shape.exec(header?.trim() ?? '') ?? [];
  return whole && version !== 'ff' && /[1-9a-f]/.test(trace) && /[1-9a-f]/.test(parent) ? whole : null;
}
