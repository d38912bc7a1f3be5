import { Argument, type Command } from "commander";
import { ok } from "../result.ts";
import type { AddCommand } from "./command.ts";
import type { CommandContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";

/** completion: what a shell needs to complete commands and options. */
export const completionCommand: AddCommand = (program, action) => {
  program
    .command("completion")
    .description("Print what completes commands and options in a shell: source it there.")
    .addArgument(new Argument("<shell>").choices(Object.keys(scripts)))
    .action(
      action(async (context: CommandContext, shell: keyof typeof scripts) => {
        context.stdout.write(scripts[shell](wordsOf(program)));
        return ok<ExitCode>(0);
      }),
    );
};

/** A command's name, what it does, and its options. */
interface Words {
  readonly name: string;
  readonly about: string;
  readonly options: readonly { readonly name: string; readonly about: string }[];
}

const wordsOf = (program: Command): readonly Words[] =>
  [program, ...program.commands].map((command) => ({
    name: command === program ? "" : command.name(),
    about: command.description(),
    options: command.options.flatMap(({ long, description }) =>
      typeof long === "string" ? [{ name: long, about: description }] : [],
    ),
  }));

const scripts = {
  bash: (commands: readonly Words[]) => bash(commands),
  zsh: (commands: readonly Words[]) =>
    `autoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`,
  fish: (commands: readonly Words[]) => fish(commands),
};

function bash(commands: readonly Words[]): string {
  const names = commands.flatMap(({ name }) => (name === "" ? [] : [name]));
  const choices = commands.map(({ name, options }) => {
    const words = [...(name === "" ? names : []), ...options.map((option) => option.name)];
    return `    ${name === "" ? '""' : name}) words="${words.join(" ")}" ;;`;
  });
  return `_headwater() {
  local current="\${COMP_WORDS[COMP_CWORD]}" command="" words="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
      ${names.join("|")}) command="$word"; break ;;
    esac
  done
  case "$command" in
${choices.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
}
complete -o filenames -F _headwater headwater
`;
}

function fish(commands: readonly Words[]): string {
  return commands
    .flatMap(({ name, about, options }) => {
      const within = name === "" ? "" : ` -n "__fish_seen_subcommand_from ${name}"`;
      return [
        ...(name === ""
          ? []
          : [`complete -c headwater -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`]),
        ...options.map(
          (option) =>
            `complete -c headwater${within} -l ${option.name.slice(2)} -d ${quoted(option.about)}`,
        ),
      ];
    })
    .join("\n")
    .concat("\n");
}

const quoted = (text: string): string => `'${text.replaceAll("'", "")}'`;
