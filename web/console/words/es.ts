export const es = {
  title: 'OptiAtiende · consola',
  place: 'Consola',
};

export type Words = typeof es;
