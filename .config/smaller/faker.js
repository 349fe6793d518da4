// The part of faker that draws digits, which needs no language.
import { SimpleFaker } from '@faker-js/faker';

export const faker = new SimpleFaker();
