"""Samverkansmötet: planned, invited to, judged by the room. What happens during and after has its own later story."""
