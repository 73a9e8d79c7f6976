/**
 * What a shell runs on Tab: it hands the words typed so far to `segment complete`, which answers with a
 * candidate a line (a tab, then what it is), or with `:files` or `:folders` where the shell knows better.
 */
const BASH = `# segment completion for bash
_segment() {
  local line current="\${COMP_WORDS[COMP_CWORD]}" words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      :files) compopt -o filenames 2>/dev/null; _segment_add "$(compgen -f -- "$current")" ;;
      :folders) compopt -o filenames 2>/dev/null; _segment_add "$(compgen -d -- "$current")" ;;
      *) _segment_add "\${line%%$'\\t'*}" ;;
    esac
  done < <(segment complete -- "\${words[@]}" 2>/dev/null)
}
_segment_add() {
  local candidate
  while IFS= read -r candidate; do
    [ -n "$candidate" ] && COMPREPLY+=("$candidate")
  done <<< "$1"
}
complete -F _segment segment
`;

const ZSH = `#compdef segment
# segment completion for zsh
_segment() {
  local line tab=$'\\t'
  local -a candidates
  for line in "\${(@f)$(segment complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case "$line" in
      :files) _files ;;
      :folders) _files -/ ;;
      ?*) candidates+=("\${\${line%%$tab*}//:/\\\\:}:\${line#*$tab}") ;;
    esac
  done
  (( \${#candidates} )) && _describe segment candidates
}
if [ "$funcstack[1]" = _segment ]; then _segment "$@"; else compdef _segment segment; fi
`;

const FISH = `# segment completion for fish
function __segment_complete
  set -l current (commandline -ct)
  set -l words (commandline -opc)
  for line in (segment complete -- $words[2..-1] "$current" 2>/dev/null)
    switch $line
      case ':files'
        __fish_complete_path "$current"
      case ':folders'
        __fish_complete_directories "$current"
      case '*'
        echo $line
    end
  end
end
complete -c segment -f -a '(__segment_complete)'
`;

/** The script of each shell. */
export const shellScripts = { bash: BASH, zsh: ZSH, fish: FISH } as const;
