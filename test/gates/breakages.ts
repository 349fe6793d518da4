// All breakages: each turns a gate of the pipelines red. `npm run gates` replays them.
import type { Breakage } from './breakage.ts';
import { ofLongTests } from './breakages/of-long-tests.ts';
import { ofProviders } from './breakages/of-providers.ts';
import { ofTheMock } from './breakages/of-the-mock.ts';
import { ofTools } from './breakages/of-tools.ts';

export const breakages: readonly Breakage[] = [...ofTools, ...ofTheMock, ...Object.values(ofProviders), ...ofLongTests];
