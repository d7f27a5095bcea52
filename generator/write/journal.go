package write

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// journal says what a commit was about to do, for the command that comes after
// one that was cut off. It is on the disk before anything visible changes, and
// gone when all is done.
type journal struct {
	Way string `json:"way"`
	// Manifest is the sum of the new manifest.
	Manifest Sum `json:"manifest"`
	// Undo is set once replacing files failed and the old ones come back.
	Undo bool `json:"undo,omitempty"`
	// Put are the files to move in, in this order; Created are those of them
	// that have no older version; Remove are the files to take away.
	Put     []string `json:"put,omitempty"`
	Created []string `json:"created,omitempty"`
	Remove  []string `json:"remove,omitempty"`
}

const (
	wayExchange = "exchange"
	wayReplace  = "replace"
)

func (s *Stage) writeJournal(j journal) error {
	data, err := json.Marshal(j)
	if err != nil {
		return err
	}
	return replaceFile(s.disk, s.place.journal(), data)
}

// recover ends what an earlier command began, and removes what it left.
func (s *Stage) recover() error {
	data, err := s.disk.ReadFile(s.place.journal())
	if errors.Is(err, fs.ErrNotExist) {
		return s.clean()
	}
	if err != nil {
		return err
	}
	j, err := parseJournal(data)
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", s.place.journal(), err)
	}
	if j.Way == wayExchange {
		return s.recoverExchange(j)
	}
	return s.recoverReplace(j)
}

// parseJournal refuses paths that lead out of the output: a site folder from a
// stranger may bring a journal along.
func parseJournal(data []byte) (journal, error) {
	var j journal
	if err := json.Unmarshal(data, &j); err != nil {
		return journal{}, err
	}
	if j.Way != wayExchange && j.Way != wayReplace {
		return journal{}, fmt.Errorf("unknown way %q", j.Way)
	}
	for _, list := range [][]string{j.Put, j.Created, j.Remove} {
		for _, p := range list {
			if p != ManifestName && storable(p) != nil {
				return journal{}, fmt.Errorf("it names %q", p)
			}
		}
	}
	return j, nil
}
