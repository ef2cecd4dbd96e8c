"""What providers earn: statements per quarter, frozen when issued, down to each charge."""
