// Every option from the environment, since a service container of a pipeline takes no arguments: --store-wait of serve is
// OTP_MOCK_STORE_WAIT, --max-time of contract OTP_CONTRACT_MAX_TIME. What is given as an argument goes before.
import { Command, type Option } from 'commander';
import { StartError } from '../document/start-error.ts';

const prefixes: Readonly<Record<string, string>> = { serve: 'OTP_MOCK_', contract: 'OTP_CONTRACT_' };

/** Names that were there first. */
const others: Readonly<Record<string, string>> = { OTP_MOCK_PORT: 'PORT' };

/** A command whose options have variables; --help shows them. */
export class CommandWithVariables extends Command {
  override createCommand(name?: string): Command {
    return new CommandWithVariables(name);
  }

  override addOption(option: Option): this {
    const prefix = prefixes[this.name()];
    if (prefix !== undefined) nameVariable(option, prefix);
    return super.addOption(option);
  }
}

function nameVariable(option: Option, prefix: string): void {
  const name = `${prefix}${option.attributeName().replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`;
  option.env(name);
  if (name in others) option.description += `; ${others[name]} is taken, too`;
  if (isRepeatable(option)) splitWords(option, name);
}

/** Prepares the variables for the parser, to which an empty one is given, and a flag is on whatever its text is. */
export function prepareVariables(program: Command, env: NodeJS.ProcessEnv): void {
  for (const option of optionsOf(program)) {
    const other = others[option.envVar ?? ''];
    if (other !== undefined && !env[option.envVar ?? ''] && env[other]) option.env(other);
    const name = option.envVar ?? '';
    const value = env[name];
    if (value === undefined || value === '') delete env[name];
    else if (!option.required) setSwitch(env, option, value);
  }
}

/** A flag, or an option that can be one. */
function setSwitch(env: NodeJS.ProcessEnv, { envVar: name = '', optional, presetArg }: Option, value: string): void {
  if (/^(0|false|no|off)$/i.test(value)) delete env[name];
  else if (/^(1|true|yes|on)$/i.test(value)) env[name] = optional ? String(presetArg) : 'true';
  else if (!optional) throw new StartError(`The variable ${name} is ${JSON.stringify(value)}. Give true or false.`);
}

function optionsOf(program: Command): Option[] {
  return program.commands.flatMap((each) => (each.name() in prefixes ? [...each.options] : []));
}

const isRepeatable = ({ description }: Option): boolean => description.includes('(repeatable)');

/** In a variable, several values have spaces between them. */
function splitWords(option: Option, name: string): void {
  const parse = option.parseArg;
  if (!parse) return;
  option.argParser((text: string, earlier: unknown) => {
    const words = text === process.env[name] ? text.split(/\s+/).filter((word) => word !== '') : [text];
    return words.reduce((all: unknown, word) => parse(word, all), earlier);
  });
}
