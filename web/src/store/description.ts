// What the server says about its resources: their fields, choices and references. Read once; it changes with the program only.
import type { Description, DescriptionResource } from '../api/types';
import { derive } from './entities';

export const description = derive<Description>('/describe', []);

export const described = (resource: string): DescriptionResource | null =>
  description.value.value?.resources.find((item) => item.name === resource) ?? null;
