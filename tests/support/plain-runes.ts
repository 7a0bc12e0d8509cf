/// <reference types="svelte" />
/** Lets a test use a state class of the window as what it is without a page: plain fields. To be imported before the class.
 *  Only for classes that derive nothing and watch nothing. */
const plain = (value: unknown) => value;

Object.assign(globalThis, { $state: Object.assign(plain, { raw: plain }) });
