package main

import (
	"context"
	"flag"
	"fmt"
	"strings"
)

// completionCommand is a function because it lists the table that it stands in.
func completionCommand() *command {
	return &command{
		name: "completion", args: "bash|zsh|fish|powershell",
		summary: "Print a script that completes commands and flags in your shell",
		example: "handbill completion bash > ~/.local/share/bash-completion/completions/handbill",
		setup: func(*flag.FlagSet) func(context.Context, *console, []string) error {
			return func(_ context.Context, c *console, args []string) error {
				if len(args) != 1 {
					return usageError{"name one shell", "handbill completion bash"}
				}
				script, err := completion(c, args[0])
				if err != nil {
					return err
				}
				return c.result(script)
			}
		},
	}
}

// completionWords lists what may follow each command: its flags, and for a first word the
// second ones.
func completionWords(c *console) (first []string, after map[string][]string) {
	after = map[string][]string{}
	for _, cmd := range commands() {
		name, second, two := strings.Cut(cmd.name, " ")
		if _, seen := after[name]; !seen {
			first = append(first, name)
			after[name] = nil
		}
		if two {
			after[name] = append(after[name], second)
		}
		var flags []string
		f, _ := cmd.flags(c)
		f.VisitAll(func(known *flag.Flag) { flags = append(flags, "--"+known.Name) })
		after[cmd.name] = append(after[cmd.name], append(flags, "--help")...)
	}
	after["help"] = append(append([]string{}, first...), after["help"]...)
	after["completion"] = append([]string{"bash", "zsh", "fish", "powershell"}, after["completion"]...)
	return first, after
}

func completion(c *console, shell string) (string, error) {
	first, after := completionWords(c)
	var b strings.Builder
	switch shell {
	case "bash", "zsh":
		if shell == "zsh" {
			b.WriteString("#compdef handbill\nautoload -U +X bashcompinit && bashcompinit\n")
		}
		bashCompletion(&b, first, after)
	case "fish":
		for _, cmd := range commands() {
			name, second, two := strings.Cut(cmd.name, " ")
			if two {
				fmt.Fprintf(&b, "complete -c handbill -n __fish_use_subcommand -a %s\n", name)
				fmt.Fprintf(&b, "complete -c handbill -n '__fish_seen_subcommand_from %s' -a %s -d %q\n", name, second, cmd.summary)
			} else {
				fmt.Fprintf(&b, "complete -c handbill -n __fish_use_subcommand -a %s -d %q\n", name, cmd.summary)
			}
			for _, w := range after[cmd.name] {
				if long, ok := strings.CutPrefix(w, "--"); ok {
					fmt.Fprintf(&b, "complete -c handbill -n '__fish_seen_subcommand_from %s' -l %s\n", name, long)
				}
			}
		}
	case "powershell":
		b.WriteString("Register-ArgumentCompleter -Native -CommandName handbill -ScriptBlock {\n  param($word, $line, $cursor)\n  $table = @{\n")
		fmt.Fprintf(&b, "    '' = '%s'\n", strings.Join(first, " "))
		for _, name := range first {
			fmt.Fprintf(&b, "    '%s' = '%s'\n", name, strings.Join(after[name], " "))
		}
		b.WriteString("  }\n  $words = $line.CommandElements | ForEach-Object { $_.ToString() }\n  $key = if ($words.Count -gt 2 -or ($words.Count -eq 2 -and -not $word)) { $words[1] } else { '' }\n  $table[$key] -split ' ' | Where-Object { $_ -like \"$word*\" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }\n}\n")
	default:
		return "", usageError{fmt.Sprintf("there is no completion for %q", shell), "one of: bash, zsh, fish, powershell"}
	}
	return b.String(), nil
}

// bashCompletion writes a function that knows commands and flags. Where it knows
// nothing, as behind --root, the shell's own completion gives folders and files
// and quotes their spaces.
func bashCompletion(b *strings.Builder, first []string, after map[string][]string) {
	b.WriteString("_handbill() {\n  local cur=${COMP_WORDS[COMP_CWORD]} words= flags=\n  case \"$COMP_CWORD:${COMP_WORDS[1]} ${COMP_WORDS[2]}\" in\n")
	fmt.Fprintf(b, "    1:*) words=%q ;;\n", strings.Join(first, " "))
	line := func(pattern, name string) {
		var words, flags []string
		for _, w := range after[name] {
			if strings.HasPrefix(w, "--") {
				flags = append(flags, w)
			} else {
				words = append(words, w)
			}
		}
		fmt.Fprintf(b, "    %s*) words=%q flags=%q ;;\n", pattern, strings.Join(words, " "), strings.Join(flags, " "))
	}
	for _, cmd := range commands() {
		if strings.Contains(cmd.name, " ") {
			line(fmt.Sprintf("*:%q", cmd.name), cmd.name)
		}
	}
	for _, name := range first {
		line(fmt.Sprintf("*:%q", name+" "), name)
	}
	b.WriteString("  esac\n  case $cur in -*) words=$flags ;; esac\n  case ${COMP_WORDS[COMP_CWORD-1]} in --*) words= ;; esac\n")
	b.WriteString("  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\ncomplete -o default -F _handbill handbill\n")
}
