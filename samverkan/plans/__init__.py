"""The collaboration round a pupil: team, trygghetsperson, goals, insatser, next steps, what has been said."""
