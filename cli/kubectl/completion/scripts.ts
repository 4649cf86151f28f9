/** What a shell must read so that the Tab key asks kubectl. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  // Bash takes a word apart at = and :, so only what stands after the last of them is put in.
  bash: `# bash completion for akslab's kubectl: source <(kubectl completion bash)
__akslab_kubectl() {
  local line="\${COMP_LINE:0:COMP_POINT}" words=() current="" done="" candidate
  read -ra words <<<"$line"
  if [[ "$line" != *[[:space:]] ]]; then current="\${words[-1]}"; else words+=(""); fi
  [[ "$current" == *[=:]* ]] && done="\${current%"\${current##*[=:]}"}"
  COMPREPLY=()
  while IFS= read -r candidate; do
    COMPREPLY+=("\${candidate#"$done"}")
  done < <("\${words[0]}" __complete -- "\${words[@]:1}" 2>/dev/null)
  if [[ \${#COMPREPLY[@]} -eq 1 && "\${COMPREPLY[0]}" == *[=/] ]]; then compopt -o nospace; fi
}
complete -o default -F __akslab_kubectl kubectl
`,
  zsh: `#compdef kubectl
# zsh completion for akslab's kubectl: source <(kubectl completion zsh)
__akslab_kubectl() {
  local -a found open
  found=("\${(@f)$("\${words[1]}" __complete -- "\${(@)words[2,$CURRENT]}" 2>/dev/null)}")
  open=("\${(@M)found:#*[=/]}")
  found=("\${(@)found:#*[=/]}")
  compadd -S '' -a open
  compadd -a found || _files
}
compdef __akslab_kubectl kubectl
`,
};
