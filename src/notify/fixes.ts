/** What the operator can do where they could not be told. */
export const REDIRECT_FIX = 'Redirects are not followed: set NOTIFY_URL to the final address, then retry.';
export const POST_FIX = 'Look whether NOTIFY_URL is right and takes a POST with JSON, then retry.';
export const DAY_OVER_FIX = 'Look why, then retry it, or drop it.';

/** Why a side rests that did not work before, until it has answered whoever calls it from now on. */
export const BEFORE = { reason: 'it did not work when this run took over', fix: 'Look whether it works.' };
